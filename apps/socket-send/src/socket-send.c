/*
 * send(2) and sendmsg(2) for Node.js: what a socket takes at once, without the way through libuv.
 *
 * Each function makes one attempt for each descriptor, and never waits (MSG_DONTWAIT) nor raises SIGPIPE
 * (MSG_NOSIGNAL). Whatever was not taken, and whatever went wrong, is for the caller to send in the usual way,
 * which finds the same fault again and handles it. Nothing is kept from one call to the next.
 */
#include <limits.h>
#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

enum { FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL, VIEWS_MAX = 64 };

static napi_value refuse(napi_env env, const char *code, const char *message) {
  napi_throw_type_error(env, code, message);
  return NULL;
}

/* The bytes of a Uint8Array (a Buffer is one): none if it is detached. */
static bool bytes_of(napi_env env, napi_value value, struct iovec *bytes) {
  bool is_typed_array = false;
  napi_typedarray_type type;
  if (napi_is_typedarray(env, value, &is_typed_array) != napi_ok || !is_typed_array) return false;
  if (napi_get_typedarray_info(env, value, &type, &bytes->iov_len, &bytes->iov_base, NULL, NULL) != napi_ok)
    return false;
  if (bytes->iov_base == NULL) bytes->iov_len = 0;
  return type == napi_uint8_array;
}

/* The numbers of an Int32Array, and how many they are. */
static bool numbers_of(napi_env env, napi_value value, int32_t **numbers, size_t *length) {
  bool is_typed_array = false;
  napi_typedarray_type type;
  void *data = NULL;
  if (napi_is_typedarray(env, value, &is_typed_array) != napi_ok || !is_typed_array) return false;
  if (napi_get_typedarray_info(env, value, &type, length, &data, NULL, NULL) != napi_ok) return false;
  if (data == NULL) *length = 0;
  *numbers = data;
  return type == napi_int32_array;
}

static int32_t send_once(int32_t descriptor, const struct iovec *bytes) {
  if (bytes->iov_len == 0) return 0;
  const size_t most = INT32_MAX;
  const ssize_t taken =
      send(descriptor, bytes->iov_base, bytes->iov_len < most ? bytes->iov_len : most, FLAGS);
  return taken < 0 ? -1 : (int32_t)taken;
}

/* send(descriptor, view): the bytes that were taken, or -1. */
static napi_value js_send(napi_env env, napi_callback_info info) {
  napi_value arguments[2], result;
  size_t count = 2;
  int32_t descriptor;
  struct iovec bytes;
  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok || count < 2 ||
      napi_get_value_int32(env, arguments[0], &descriptor) != napi_ok)
    return refuse(env, "ERR_DESCRIPTOR", "The descriptor is a number");
  if (!bytes_of(env, arguments[1], &bytes))
    return refuse(env, "ERR_VIEW", "What is sent is a Uint8Array");
  napi_create_int32(env, send_once(descriptor, &bytes), &result);
  return result;
}

/* sendViews(descriptor, views): the bytes of all views that were taken, or -1. */
static napi_value js_send_views(napi_env env, napi_callback_info info) {
  napi_value arguments[2], result;
  size_t count = 2;
  int32_t descriptor;
  uint32_t length;
  struct iovec bytes[VIEWS_MAX];
  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok || count < 2 ||
      napi_get_value_int32(env, arguments[0], &descriptor) != napi_ok)
    return refuse(env, "ERR_DESCRIPTOR", "The descriptor is a number");
  if (napi_get_array_length(env, arguments[1], &length) != napi_ok || length > VIEWS_MAX)
    return refuse(env, "ERR_VIEW", "What is sent is an array of at most 64 Uint8Arrays");
  size_t total = 0;
  for (uint32_t index = 0; index < length; index++) {
    napi_value view;
    if (napi_get_element(env, arguments[1], index, &view) != napi_ok || !bytes_of(env, view, &bytes[index]))
      return refuse(env, "ERR_VIEW", "What is sent is an array of at most 64 Uint8Arrays");
    total += bytes[index].iov_len;
  }
  ssize_t taken = 0;
  if (total > INT32_MAX) taken = -1;
  else if (total > 0) {
    const struct msghdr message = {.msg_iov = bytes, .msg_iovlen = length};
    taken = sendmsg(descriptor, &message, FLAGS);
  }
  napi_create_int32(env, taken < 0 ? -1 : (int32_t)taken, &result);
  return result;
}

/*
 * sendToAll(descriptors, count, view): to each of the first `count` descriptors of an Int32Array, in whose place
 * what it took is written: the bytes, or -1. Returns how many did not take all.
 */
static napi_value js_send_to_all(napi_env env, napi_callback_info info) {
  napi_value arguments[3], result;
  size_t arguments_count = 3, length;
  int32_t *descriptors;
  uint32_t count, left = 0;
  struct iovec bytes;
  if (napi_get_cb_info(env, info, &arguments_count, arguments, NULL, NULL) != napi_ok ||
      arguments_count < 3 || !numbers_of(env, arguments[0], &descriptors, &length))
    return refuse(env, "ERR_DESCRIPTOR", "The descriptors are an Int32Array");
  if (napi_get_value_uint32(env, arguments[1], &count) != napi_ok || count > length)
    return refuse(env, "ERR_DESCRIPTOR", "There are not so many descriptors");
  if (!bytes_of(env, arguments[2], &bytes))
    return refuse(env, "ERR_VIEW", "What is sent is a Uint8Array");
  for (uint32_t index = 0; index < count; index++) {
    const int32_t taken = send_once(descriptors[index], &bytes);
    descriptors[index] = taken;
    if (taken < 0 || (size_t)taken < bytes.iov_len) left++;
  }
  napi_create_uint32(env, left, &result);
  return result;
}

static napi_value init(napi_env env, napi_value exports) {
  const napi_property_descriptor functions[] = {
      {"send", NULL, js_send, NULL, NULL, NULL, napi_enumerable, NULL},
      {"sendViews", NULL, js_send_views, NULL, NULL, NULL, napi_enumerable, NULL},
      {"sendToAll", NULL, js_send_to_all, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  napi_define_properties(env, exports, sizeof functions / sizeof *functions, functions);
  return exports;
}

NAPI_MODULE(socket_send, init)
