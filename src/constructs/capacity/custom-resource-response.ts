/**
 * The part of a function for CloudFormation that sends the response. Without a reason it is a success. It contains no attributes, so nothing that a
 * function read or created can be in a template.
 */
export const RESPOND_CODE = `
async function respond({ ResponseURL, StackId, RequestId, LogicalResourceId }, PhysicalResourceId, Reason) {
  const body = JSON.stringify({ Status: Reason ? 'FAILED' : 'SUCCESS', Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId });
  const { ok, status } = await fetch(ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!ok) { throw new Error('CloudFormation answered ' + status); }
}
`.trim();
