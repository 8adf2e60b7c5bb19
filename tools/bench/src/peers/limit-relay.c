/*
 * What is possible: the batching of our server with nothing else around it. One epoll loop reads
 * whatever has come; when the turn is over, each member of a channel where something was said gets
 * all of it in one system call, without its own frames.
 *
 * It knows what the load needs, and no more: names and texts whose relayed message fits one frame,
 * /create and /join that succeed, and an error for every other command. It trusts its peers: nobody
 * is refused, and what a slow reader leaves unread has no limit.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FRAME = 200, READ = 64 * 1024, EVENTS = 1024, OWN = 64, NAME = 64 };

struct channel {
  char name[FRAME + 1];
  struct member **members;
  int count, room;
  /* The frames of this turn; `said` bytes of them, the same memory for all members. */
  char *batch;
  size_t said, capacity;
  struct channel *next, *next_loud;
};

struct member {
  int fd, name_length, partial_length, own_count, place;
  char name[NAME];
  char partial[FRAME];
  struct channel *channel;
  /* What it is owed of its channel's batch: from here on, without the frames at `own`. */
  size_t owed_from, own[OWN];
  /* What the kernel did not take, and how much of that it has taken since. */
  char *unsent;
  size_t unsent_length, unsent_taken;
};

static int poll_fd;
static struct channel *channels, *loud;

static void *must(void *memory) {
  if (memory == NULL) abort();
  return memory;
}

static void watch(struct member *member, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = member};
  epoll_ctl(poll_fd, operation, member->fd, &event);
}

/* Keeps what a system call has left of some pieces, for when the socket can be written again. */
static void keep(struct member *member, const struct iovec *pieces, int count, size_t taken) {
  if (member->unsent_length == 0) watch(member, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  for (int i = 0; i < count; i++) {
    size_t skipped = taken < pieces[i].iov_len ? taken : pieces[i].iov_len;
    size_t length = pieces[i].iov_len - skipped;
    taken -= skipped;
    member->unsent = must(realloc(member->unsent, member->unsent_length + length + 1));
    memcpy(member->unsent + member->unsent_length, (char *)pieces[i].iov_base + skipped, length);
    member->unsent_length += length;
  }
}

static void send_pieces(struct member *member, struct iovec *pieces, int count) {
  size_t all = 0;
  ssize_t sent = 0;
  for (int i = 0; i < count; i++) all += pieces[i].iov_len;
  if (all == 0) return;
  if (member->unsent_length == 0) {
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = count};
    sent = count == 1 ? send(member->fd, pieces[0].iov_base, all, MSG_NOSIGNAL)
                      : sendmsg(member->fd, &message, MSG_NOSIGNAL);
    /* Of a connection that is broken, the next read tells. */
    if (sent < 0) sent = errno == EAGAIN ? 0 : (ssize_t)all;
  }
  if ((size_t)sent < all) keep(member, pieces, count, sent);
}

static void send_unsent(struct member *member) {
  char *rest = member->unsent + member->unsent_taken;
  ssize_t sent =
      send(member->fd, rest, member->unsent_length - member->unsent_taken, MSG_NOSIGNAL);
  if (sent > 0) member->unsent_taken += sent;
  if (member->unsent_taken < member->unsent_length) return;
  free(member->unsent);
  member->unsent = NULL;
  member->unsent_length = member->unsent_taken = 0;
  watch(member, EPOLL_CTL_MOD, EPOLLIN);
}

/* Sends a member all that it is owed by now. */
static void settle(struct member *member) {
  struct channel *channel = member->channel;
  if (channel == NULL) return;
  struct iovec pieces[OWN + 1];
  int count = 0;
  size_t from = member->owed_from;
  for (int i = 0; i <= member->own_count; i++) {
    size_t end = i < member->own_count ? member->own[i] : channel->said;
    if (end > from) pieces[count++] = (struct iovec){channel->batch + from, end - from};
    from = end + FRAME;
  }
  send_pieces(member, pieces, count);
  member->owed_from = channel->said;
  member->own_count = 0;
}

/* A frame of spaces at the end of a channel's batch. */
static char *next_frame(struct channel *channel) {
  if (channel->said == 0) {
    channel->next_loud = loud;
    loud = channel;
  }
  if (channel->said + FRAME > channel->capacity) {
    channel->capacity = 2 * channel->capacity + READ;
    channel->batch = must(realloc(channel->batch, channel->capacity));
  }
  char *frame = channel->batch + channel->said;
  channel->said += FRAME;
  return memset(frame, ' ', FRAME);
}

static void notice(struct member *member, const char *verb) {
  char *frame = next_frame(member->channel);
  memcpy(frame, member->name, member->name_length);
  memcpy(frame + member->name_length, verb, strlen(verb));
}

static void leave(struct member *member) {
  struct channel *channel = member->channel;
  if (channel == NULL) return;
  settle(member);
  channel->members[member->place] = channel->members[--channel->count];
  channel->members[member->place]->place = member->place;
  notice(member, " has left");
  member->channel = NULL;
}

static void join(struct member *member, const char *name, size_t length) {
  leave(member);
  struct channel *channel = channels;
  while (channel != NULL && (strlen(channel->name) != length || memcmp(channel->name, name, length)))
    channel = channel->next;
  if (channel == NULL) {
    channel = must(calloc(1, sizeof *channel));
    memcpy(channel->name, name, length);
    channel->next = channels;
    channels = channel;
  }
  member->channel = channel;
  notice(member, " has joined");
  if (channel->count == channel->room) {
    channel->room = 2 * channel->room + 16;
    channel->members = must(realloc(channel->members, channel->room * sizeof *channel->members));
  }
  member->place = channel->count++;
  channel->members[member->place] = member;
  member->owed_from = channel->said;
}

static void refuse(struct member *member, const char *text, size_t length) {
  const char *space = memchr(text, ' ', length);
  int word = space == NULL ? (int)length : (int)(space - text);
  char frame[2 * FRAME];
  memset(frame, ' ', sizeof frame);
  int end = sprintf(frame,
                    "%.*s is not a valid control message. "
                    "Valid messages are /create, /list, and /join.",
                    word, text);
  frame[end] = ' ';
  settle(member);
  send_pieces(member, &(struct iovec){frame, FRAME}, 1);
}

static void say(struct member *member, const char *text, size_t length) {
  struct channel *channel = member->channel;
  if (channel == NULL) return;
  if (member->own_count == OWN) settle(member);
  member->own[member->own_count++] = channel->said;
  char *frame = next_frame(channel);
  size_t prefix = member->name_length + 3;
  *frame = '[';
  memcpy(frame + 1, member->name, member->name_length);
  memcpy(frame + 1 + member->name_length, "] ", 2);
  memcpy(frame + prefix, text, length < FRAME - prefix ? length : FRAME - prefix);
}

static void handle(struct member *member, const char *frame) {
  size_t length = FRAME;
  while (length > 0 && frame[length - 1] == ' ') length--;
  if (member->name_length == 0) {
    member->name_length = length < NAME ? length : NAME;
    memcpy(member->name, frame, member->name_length);
  } else if (frame[0] != '/') {
    say(member, frame, length);
  } else if (length > 6 && memcmp(frame, "/join ", 6) == 0) {
    join(member, frame + 6, length - 6);
  } else if (length > 8 && memcmp(frame, "/create ", 8) == 0) {
    join(member, frame + 8, length - 8);
  } else {
    refuse(member, frame, length);
  }
}

static void hang_up(struct member *member) {
  leave(member);
  close(member->fd);
  free(member->unsent);
  free(member);
}

static void receive(struct member *member) {
  /* The frame that had begun stands right before what comes now. */
  static char memory[FRAME + READ];
  memcpy(memory, member->partial, member->partial_length);
  ssize_t length = recv(member->fd, memory + member->partial_length, READ, 0);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0) {
    hang_up(member);
    return;
  }
  char *at = memory, *end = memory + member->partial_length + length;
  for (; end - at >= FRAME; at += FRAME) handle(member, at);
  member->partial_length = end - at;
  memcpy(member->partial, at, end - at);
}

static void end_turn(void) {
  while (loud != NULL) {
    struct channel *channel = loud;
    loud = channel->next_loud;
    for (int i = 0; i < channel->count; i++) {
      settle(channel->members[i]);
      channel->members[i]->owed_from = 0;
    }
    channel->said = 0;
  }
}

static void admit(int listener) {
  int on = 1, fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct member *member = must(calloc(1, sizeof *member));
    member->fd = fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(member, EPOLL_CTL_ADD, EPOLLIN);
  }
}

int main(int count, char **arguments) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(count > 1 ? atoi(arguments[1]) : 0),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
    perror("limit-relay");
    return 1;
  }
  poll_fd = epoll_create1(0);
  struct epoll_event accepting = {.events = EPOLLIN}, events[EVENTS];
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, listener, &accepting);
  for (;;) {
    int ready = epoll_wait(poll_fd, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      struct member *member = events[i].data.ptr;
      if (member == NULL) {
        admit(listener);
        continue;
      }
      if (events[i].events & EPOLLOUT) send_unsent(member);
      if (events[i].events & ~EPOLLOUT) receive(member);
    }
    end_turn();
  }
}
