#!/bin/sh
# How long somebody behind a cut cable stays in a busy channel.
#
# Usage, as root, once server and client are built: sh apps/server/measure/cable.sh [file for sysctl]
#
# The machine's own settings stay as they are: server and client have a network of their own each.
set -eu

settings=${1:-}
apps=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
here=chat-here-$$
there=chat-there-$$

finish() {
  # The server ends, and so do its clients.
  kill "$server" 2>/dev/null || true
  wait
  ip netns delete "$here"
  ip netns delete "$there"
  rm -r "$folder"
}

ip netns add "$here"
ip netns add "$there"
ip link add cable netns "$here" type veth peer name cable netns "$there"
ip -n "$here" address add 10.0.0.1/24 dev cable
ip -n "$there" address add 10.0.0.2/24 dev cable
for end in "$here" "$there"; do
  ip -n "$end" link set lo up
  ip -n "$end" link set cable up
done
test -z "$settings" || ip netns exec "$here" sysctl --quiet --load "$settings"

ip netns exec "$here" node "$apps/server/dist/main.js" 55555 2>"$folder/log" &
server=$!
trap finish EXIT
until grep -q Listening "$folder/log"; do sleep 0.1; done

# Says its lines in the channel, one after the other, and stays.
client() {
  network=$1 name=$2
  ip netns exec "$network" node "$apps/client/dist/main.js" "$name" 10.0.0.1 55555 >"$folder/$name"
}
{ echo /create c; while echo talk; do sleep 0.5; done; } | client "$here" Talker &
sleep 2
{ echo /join c; while kill -0 "$server"; do sleep 1; done; } 2>/dev/null | client "$there" Cut &
until grep -q 'Cut has joined' "$folder/Talker"; do sleep 0.1; done
sleep 2

ip -n "$there" link set cable down
cut=$(date +%s)
until grep -q 'Cut has left' "$folder/Talker"; do sleep 0.5; done
echo "gone after $(($(date +%s) - cut)) s"
