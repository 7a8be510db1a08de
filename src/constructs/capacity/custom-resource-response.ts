/**
 * The part of a function for CloudFormation that sends the response. Without a reason it is a success. It contains no attributes, so nothing that a
 * function read or created can be in a template. It tries four times within 20 seconds, because CloudFormation waits for a response that is lost.
 */
export const RESPOND_CODE = `
async function respond({ ResponseURL, StackId, RequestId, LogicalResourceId }, PhysicalResourceId, Reason) {
  const body = JSON.stringify({ Status: Reason ? 'FAILED' : 'SUCCESS', Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId });
  for (let attempt = 1; ; attempt++) {
    const failure = await fetch(ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body, signal: AbortSignal.timeout(4000) })
      .then(({ ok, status }) => !ok && 'answered ' + status, ({ name }) => 'was not reached: ' + name);
    if (!failure) { return; }
    if (attempt === 4) { throw new Error('CloudFormation ' + failure); }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}
`.trim();
