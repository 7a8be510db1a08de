/**
 * The largest size of a message as JSON, in bytes. Beside it, a response has the ids of the stack, the resource and the request, and the line that the
 * provider framework adds.
 */
export const MESSAGE_BYTES = 3000;

/**
 * The part of the functions that creates errors. CloudFormation refuses responses of more than 4096 bytes, so a message is cut between characters: first
 * the start of the log, because its end has the reason. An error has no stack, which the provider framework would append.
 */
export const FAILURE_CODE = `
const size = text => Buffer.byteLength(JSON.stringify(text));
const HALF_CHARACTER = /[\\ud800-\\udfff]/gu;

function cut(text, room, keepsEnd) {
  let kept = keepsEnd ? text.slice(-room) : text.slice(0, room);
  for (;;) {
    kept = kept.replace(HALF_CHARACTER, '');
    const less = Math.ceil((size(kept) - room) / 6);
    if (less <= 0) { return kept; }
    kept = keepsEnd ? kept.slice(less) : kept.slice(0, -less);
  }
}

function failure(problem, log = '') {
  const start = cut(problem, 1500);
  const error = new Error(log ? start + '\\nThe end of the log:\\n' + cut(log, ${MESSAGE_BYTES} - size(start) - 30, true) : start);
  error.stack = '';
  return error;
}
`.trim();
