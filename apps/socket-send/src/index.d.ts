/**
 * Sends what a socket takes at once: one system call, `send(2)`, which never waits and raises no signal.
 *
 * @param descriptor of a connected stream socket, such as `socket._handle.fd` is at this very moment. Never keep
 *   one: when its socket is closed, the number is somebody else's
 * @param view is read during the call, and no longer
 * @returns how many bytes the socket took, 0 to `view.length`; -1 if it takes none now, or whatever else is wrong,
 *   which the next write in the usual way will tell
 * @throws TypeError `ERR_DESCRIPTOR`, `ERR_VIEW`: these are no such things
 */
export function send(descriptor: number, view: Uint8Array): number;

/**
 * As {@link send}, several views in a row: one system call, `sendmsg(2)`.
 *
 * @param views at most 64
 * @returns how many bytes of all views together the socket took; -1 as above
 */
export function sendViews(descriptor: number, views: readonly Uint8Array[]): number;

/**
 * As {@link send}, the same bytes to many sockets: a system call for each, and one call of this function.
 *
 * @param descriptors in the place of each, what `send` would have returned is written
 * @param count how many of them, from the first, are meant
 * @returns how many sockets did not take all
 */
export function sendToAll(descriptors: Int32Array, count: number, view: Uint8Array): number;
