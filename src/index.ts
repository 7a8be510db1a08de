export { EcsFinding, EcsRule, EcsValidator, EcsValidatorProps, RuleSeverity } from './validation/ecs-validator';
