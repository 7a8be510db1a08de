import { RESPOND_CODE } from '../custom-resource-response';

/**
 * The function that creates and deletes activations for CloudFormation. The physical id of the custom resource is the id of the activation, so
 * CloudFormation deletes the previous one after an update. The code of an activation goes to the secret only: responses and logs have the failed call and
 * the name of the error, because an error message may quote the value. Systems Manager does not see a new role at once, so the call is repeated.
 */
export const ACTIVATION_CODE = `
const { SSMClient, CreateActivationCommand, DeleteActivationCommand } = require('@aws-sdk/client-ssm');
const { SecretsManagerClient, PutSecretValueCommand } = require('@aws-sdk/client-secrets-manager');

const ssm = new SSMClient({ maxAttempts: 10 });
const secrets = new SecretsManagerClient({ maxAttempts: 10 });
const NONE = 'no-activation';
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
  try {
    await call(secrets, new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }), context);
  } catch (error) {
    await remove(ActivationId);
    throw error;
  }
  return ActivationId;
}

async function remove(ActivationId) {
  if (ActivationId === NONE) { return; }
  try {
    await ssm.send(new DeleteActivationCommand({ ActivationId }));
  } catch (error) {
    if (!/^InvalidActivation/.test(error.name)) { throw new Error('DeleteActivation failed: ' + error.name); }
  }
}

exports.handler = async (event, context) => {
  const { RequestType, PhysicalResourceId = NONE, ResourceProperties } = event;
  try {
    const id = RequestType === 'Delete' ? await remove(PhysicalResourceId) : await create(ResourceProperties, context);
    return await respond(event, id || PhysicalResourceId, '');
  } catch (error) {
    console.log(error.message);
    return respond(event, PhysicalResourceId, error.message);
  }
};
`.trim();
