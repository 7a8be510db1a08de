import { executionNeeds } from '../../../src/validation/model/queries/execution-needs';
import { appOf } from '../../support/model';

const needsOf = (properties: object) => executionNeeds(appOf({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: properties } }).taskDefinitions[0])
  .map(({ purpose }) => purpose);

function onFsx(CredentialsParameter: unknown): object {
  return { Volumes: [{ Name: 'share', FSxWindowsFileServerVolumeConfiguration: { AuthorizationConfig: { CredentialsParameter } } }] };
}

test('the credentials of a Windows file server need the execution role', () => {
  expect(needsOf(onFsx('arn:aws:secretsmanager:eu-west-1:111122223333:secret:ad-AbCdEf'))).toEqual(['read the credentials of volume "share"']);
});

test('credentials under a condition do not', () => { expect(needsOf(onFsx({ Ref: 'Credentials' }))).toEqual([]); });
