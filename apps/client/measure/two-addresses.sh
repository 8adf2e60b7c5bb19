#!/bin/sh
# How long the client takes to connect to a host of two addresses, over slow and broken networks (RFC 8305).
#
# Usage, as root, once server and client are built: sh apps/client/measure/two-addresses.sh
#
# The machine's own network stays as it is: server and client have one of their own each, and the cable
# between them is a program that holds back each packet. It needs ip, iptables, openssl and python3.
set -eu

apps=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
here=chat-here-$$
there=chat-there-$$
programs=

finish() {
  for program in $programs; do kill "$program" 2>/dev/null || true; done
  wait
  ip netns delete "$here"
  ip netns delete "$there"
  rm -r "$folder" "/etc/netns/$there"
}

ip netns add "$here"
ip netns add "$there"
trap finish EXIT
mkdir -p "/etc/netns/$there"
printf '10.0.0.1 relay\n10.0.0.2 relay\n' >"/etc/netns/$there/hosts"

cat >"$folder/cable.py" <<'EOF'
import fcntl, os, struct, sys, threading

def end(name):
    cable = os.open('/dev/net/tun', os.O_RDWR)
    fcntl.ioctl(cable, 0x400454CA, struct.pack('16sH22x', name, 0x1001))
    return cable

def carry(source, target):
    while True:
        packet = os.read(source, 65536)
        with open(sys.argv[1]) as seconds:
            threading.Timer(float(seconds.read()), os.write, (target, packet)).start()

ends = end(b'here'), end(b'there')
threading.Thread(target=carry, args=ends, daemon=True).start()
carry(*reversed(ends))
EOF
echo 0 >"$folder/delay"
ip netns exec "$here" python3 "$folder/cable.py" "$folder/delay" 2>"$folder/cable-log" &
programs=$!
until ip -n "$here" link show there >/dev/null 2>&1; do sleep 0.1; done
ip -n "$here" link set there netns "$there"
ip -n "$here" address add 10.0.0.1/24 dev here
ip -n "$here" address add 10.0.0.2/24 dev here
ip -n "$there" address add 10.0.0.9/24 dev there
for network in "$here" "$there"; do ip -n "$network" link set lo up; done
ip -n "$here" link set here up
ip -n "$there" link set there up

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=relay \
  -addext subjectAltName=DNS:relay -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
serve() {
  port=$1
  shift
  ip netns exec "$here" node "$apps/server/dist/main.js" "$port" "$@" 2>"$folder/log-$port" &
  programs="$programs $!"
  until grep -q Listening "$folder/log-$port"; do sleep 0.1; done
}
serve 55555
serve 55556 --tls-cert "$folder/cert.pem" --tls-key "$folder/key.pem"

rule() {
  address=$1
  shift
  ip netns exec "$here" iptables --append INPUT --protocol tcp --syn --destination "10.0.0.$address" "$@"
}

# Has an address of the host answer so.
befall() {
  case $2 in
  answers) ;;
  loses) rule "$1" --match limit --limit 1/hour --limit-burst 1 --jump DROP ;;
  silent) rule "$1" --jump DROP ;;
  refuses) rule "$1" --jump REJECT --reject-with tcp-reset ;;
  esac
}

count=0
connect() {
  count=$((count + 1))
  begun=$(date +%s%N)
  said=$(ip netns exec "$there" node "$apps/client/dist/main.js" "client $count" relay "$@" </dev/null | head -c 5)
  took=$((($(date +%s%N) - begun) / 1000000))
  case $said in
  '[Me] ') echo "$took ms" ;;
  *) echo "not in $took ms" ;;
  esac
}

printf '%-8s %-8s %-8s %-16s %s\n' 'one way' 'first' 'second' TCP TLS
for delay in 0 0.2; do
  echo "$delay" >"$folder/delay"
  for first in answers loses silent refuses; do
    for second in answers loses silent refuses; do
      for port in 55555 55556; do
        ip netns exec "$here" iptables --flush INPUT
        befall 1 "$first"
        befall 2 "$second"
        if test "$port" = 55555; then
          plain=$(connect "$port")
        else
          printf '%-8s %-8s %-8s %-16s %s\n' "$delay" "$first" "$second" "$plain" \
            "$(connect "$port" --tls --ca "$folder/cert.pem")"
        fi
      done
    done
  done
done
