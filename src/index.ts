export { EcsFinding, EcsRule, EcsValidator, EcsValidatorProps, RuleSeverity } from './validation/ecs-validator';
export { SecretNameOptions, SecretsManagerArnOptions, SecretsManagerOptions, SecretSource } from './constructs/secrets/secret-source';
export { IsolatedSubnetEndpoints } from './constructs/network/isolated-subnet-endpoints';
