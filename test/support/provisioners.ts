import type { RawResource } from '../../src/validation/model/evaluation/source';

type Resources = Readonly<Record<string, RawResource>>;
type Given = readonly unknown[];

/** A resource whose effects are outside the app, and its properties. */
const opaque = (Type: string, properties: (given: Given) => object) => (given: Given): Resources => ({
  Maker: { Type, Properties: properties(given) },
});

/** A custom resource that starts the code of another resource, which gets the reference. */
const starting = (code: (given: Given) => RawResource) => (given: Given): Resources => ({
  Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: FUNCTION_ARN, Start: { Ref: 'Code' } } },
  Code: code(given),
});

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:maker-of-things';
const FUNCTION = { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::111122223333:role/maker-of-things' };
const numbered = (given: Given) => Object.fromEntries(given.map((value, index) => [`GIVEN_${index}`, value]));
const functionWith = (given: Given) => ({ Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Environment: { Variables: numbered(given) } } });
const listed = (given: Given) => given.map((Value, index) => ({ Name: `GIVEN_${index}`, Value }));
const projectWith = (given: Given) => ({ Type: 'AWS::CodeBuild::Project', Properties: { Environment: { EnvironmentVariables: listed(given) } } });
const parameters = (given: Given) => ({ Parameters: numbered(given) });

/** Resources that can create or change what they refer to, in ways that no template shows. */
export const PROVISIONERS: Readonly<Record<string, (given: Given) => Resources>> = {
  'a custom resource': opaque('Custom::Maker', given => ({ ServiceToken: FUNCTION_ARN, Given: given })),
  'a custom resource of CloudFormation': opaque('AWS::CloudFormation::CustomResource', given => ({ ServiceToken: FUNCTION_ARN, Given: given })),
  'a call of an SDK': opaque('Custom::AWS', given => ({ Create: { 'Fn::Join': ['', ['{"parameters":["', { 'Fn::Join': ['","', given] }, '"]}']] } })),
  'a module': opaque('Acme::Ecs::Maker::MODULE', numbered),
  'a registry type': opaque('Acme::Ecs::Maker', numbered),
  'a nested stack': opaque('AWS::CloudFormation::Stack', given => ({ TemplateURL: 'https://bucket.s3.amazonaws.com/maker.json', ...parameters(given) })),
  'a serverless application': opaque('AWS::Serverless::Application', given => ({ Location: './maker.yaml', ...parameters(given) })),
  'a stack set': opaque('AWS::CloudFormation::StackSet', given => ({
    Parameters: given.map((ParameterValue, index) => ({ ParameterKey: `GIVEN_${index}`, ParameterValue })),
  })),
  'a product of Service Catalog': opaque('AWS::ServiceCatalog::CloudFormationProvisionedProduct', given => ({
    ProvisioningParameters: given.map((Value, index) => ({ Key: `GIVEN_${index}`, Value })),
  })),
  'an association of Systems Manager': opaque('AWS::SSM::Association', given => ({ Name: 'AWS-RunShellScript', Parameters: { commands: given } })),
  'a pipeline that deploys a stack': opaque('AWS::CodePipeline::Pipeline', given => ({
    Stages: [{
      Name: 'Deploy',
      Actions: [{
        ActionTypeId: { Category: 'Deploy', Owner: 'AWS', Provider: 'CloudFormation', Version: '1' },
        Configuration: { ParameterOverrides: { 'Fn::ToJsonString': numbered(given) } },
      }],
    }],
  })),
  'a pipeline that builds': given => ({
    Code: projectWith(given),
    Maker: {
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: { Stages: [{ Name: 'Build', Actions: [{ ActionTypeId: { Category: 'Build', Provider: 'CodeBuild' }, Configuration: { ProjectName: { Ref: 'Code' } } }] }] },
    },
  }),
  'the function of a custom resource': given => ({
    Code: functionWith(given),
    Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: { 'Fn::GetAtt': ['Code', 'Arn'] } } },
  }),
  'the function of a custom resource, by name': given => ({
    Code: { Type: 'AWS::Lambda::Function', Properties: { ...functionWith(given).Properties, FunctionName: 'maker-of-things' } },
    Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: FUNCTION_ARN } },
  }),
  'the function of a trigger': given => ({
    Code: functionWith(given),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Code' } } },
    Maker: { Type: 'Custom::Trigger', Properties: { ServiceToken: FUNCTION_ARN, HandlerArn: { Ref: 'Version' } } },
  }),
  'a function behind a topic': given => ({
    Code: functionWith(given),
    Topic: { Type: 'AWS::SNS::Topic' },
    Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Code', 'Arn'] } } },
    Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: { Ref: 'Topic' } } },
  }),
  'a function of SAM': starting(given => ({ Type: 'AWS::Serverless::Function', Properties: { Environment: { Variables: numbered(given) } } })),
  'a build project': starting(projectWith),
  'a state machine': starting(given => ({ Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionSubstitutions: numbered(given) } })),
  'an automation document': starting(given => ({ Type: 'AWS::SSM::Document', Properties: { Content: { mainSteps: [{ inputs: numbered(given) }] } } })),
  'a task': starting(given => ({
    Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: 'maker', Image: 'maker', Memory: 128, Environment: listed(given) }] },
  })),
  'a function with a role that may change it': given => ({
    Code: { Type: 'AWS::Lambda::Function', Properties: { ...FUNCTION, Role: { 'Fn::GetAtt': ['CodeRole', 'Arn'] } } },
    CodeRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
        Policies: [{ PolicyName: 'change', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['acme:PutThing'], Resource: given }] } }],
      },
    },
    Maker: { Type: 'Custom::Maker', Properties: { ServiceToken: { 'Fn::GetAtt': ['Code', 'Arn'] } } },
  }),
};
