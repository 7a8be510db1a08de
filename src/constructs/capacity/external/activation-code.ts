import { RESPOND_CODE } from '../custom-resource-response';

/**
 * The function that creates and deletes activations for CloudFormation. The physical id of the custom resource is the id of the activation, so
 * CloudFormation deletes the previous one after an update. The code of an activation goes to the secret only: responses and logs have the failed call and
 * the name of the error, because an error message may quote the value. Systems Manager does not see a new role at once, so the call is repeated.
 *
 * An activation that CloudFormation does not learn of would never be deleted: it is deleted if its code cannot be stored or the response cannot be sent.
 * Lambda then calls the function again.
 */
export const ACTIVATION_CODE = `
const { SSMClient, CreateActivationCommand, DeleteActivationCommand } = require('@aws-sdk/client-ssm');
const { SecretsManagerClient, PutSecretValueCommand } = require('@aws-sdk/client-secrets-manager');

const ssm = new SSMClient({ maxAttempts: 10 });
const secrets = new SecretsManagerClient({ maxAttempts: 10 });
const NONE = 'no-activation';
const ACTIVATION = /^[0-9a-f-]{36}$/;
const RESERVE = 20000;

${RESPOND_CODE}

async function call(client, command, context) {
  try {
    return await client.send(command);
  } catch (error) {
    if (/Nonexistent role/i.test(error.message) && context.getRemainingTimeInMillis() > RESERVE) {
      await new Promise(resolve => setTimeout(resolve, 5000));
      return call(client, command, context);
    }
    throw new Error(command.constructor.name.replace('Command', '') + ' failed: ' + error.name);
  }
}

async function create({ IamRole, Description, DefaultInstanceName, RegistrationLimit, ExpiresAfterSeconds, SecretId }, context) {
  const ExpirationDate = new Date(Date.now() + Number(ExpiresAfterSeconds) * 1000);
  const input = { IamRole, Description, DefaultInstanceName, RegistrationLimit: Number(RegistrationLimit), ExpirationDate };
  const { ActivationId, ActivationCode } = await call(ssm, new CreateActivationCommand(input), context);
  const value = { activationId: ActivationId, activationCode: ActivationCode, expires: ExpirationDate.toISOString() };
  const command = new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) });
  const reason = await call(secrets, command, context).then(() => '', error => error.message);
  return { id: ActivationId, reason };
}

async function remove(ActivationId) {
  if (!ACTIVATION.test(ActivationId)) { return; }
  try {
    await ssm.send(new DeleteActivationCommand({ ActivationId }));
  } catch (error) {
    if (!/^InvalidActivation/.test(error.name)) { throw new Error('DeleteActivation failed: ' + error.name); }
  }
}

async function discard(id) {
  const failure = await remove(id).then(() => '', error => error.message);
  return failure && 'the activation ' + id + ' remains: ' + failure;
}

exports.handler = async (event, context) => {
  const { RequestType, PhysicalResourceId = NONE, ResourceProperties } = event;
  const fail = (id, reason) => {
    console.log(reason);
    return respond(event, id, reason);
  };
  let made;
  try {
    made = RequestType === 'Delete' ? await remove(PhysicalResourceId) : await create(ResourceProperties, context);
  } catch (error) {
    return fail(PhysicalResourceId, error.message);
  }
  if (!made) { return respond(event, PhysicalResourceId, ''); }
  if (made.reason) {
    const left = await discard(made.id);
    // CloudFormation deletes a failed creation by its physical id
    return fail(left && RequestType === 'Create' ? made.id : PhysicalResourceId, made.reason + (left && '; ' + left));
  }
  try {
    return await respond(event, made.id, '');
  } catch (error) {
    const left = await discard(made.id);
    if (left) { console.log(left); }
    throw error;
  }
};
`.trim();
