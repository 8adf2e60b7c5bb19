/**
 * - `ERR_DELIVERING`: a frame was given to the hub from inside `Link.deliver`, `pull` or `end`.
 * - `ERR_HUB_CLOSED`: a connection was made after `Hub.close`.
 * - `ERR_MEMBER_WAITING`: a frame was given to a member that waits (`Member.waiting`).
 */
export type HubErrorCode = 'ERR_DELIVERING' | 'ERR_HUB_CLOSED' | 'ERR_MEMBER_WAITING';

/**
 * Every error that this library throws by itself; `code` is stable, `message` is for people. When one is
 * thrown, nothing has changed.
 */
export class HubError extends Error {
  override readonly name = 'HubError';

  constructor(
    readonly code: HubErrorCode,
    message: string,
  ) {
    super(message);
  }
}
