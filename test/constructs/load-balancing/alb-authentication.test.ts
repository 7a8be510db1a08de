import { App, CfnParameter, Duration, Fn, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AlbAuthentication, AlbTargetGroupOptions, CognitoAuthenticationProps, ContainerService, EcsCluster, Exposure, OidcAuthenticationProps } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const SECURITY_GROUP = 'AWS::EC2::SecurityGroup';
const TO_PROVIDER = { SecurityGroupEgress: Match.arrayWith([Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })]) };

const OIDC: OidcAuthenticationProps = {
  issuer: 'https://login.example.com',
  authorizationEndpoint: 'https://login.example.com/authorize',
  tokenEndpoint: 'https://login.example.com/token',
  userInfoEndpoint: 'https://login.example.com/userinfo',
  clientId: 'shop',
  clientSecret: SecretValue.secretsManager('shop/oidc', { jsonField: 'clientSecret' }),
};

const certificate = (stack: Stack) =>
  acm.Certificate.fromCertificateArn(stack, 'Imported', 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555');

function behindOidc(props: Partial<OidcAuthenticationProps> = {}, options: Partial<AlbTargetGroupOptions> = {}): Template {
  const stack = newStack();
  const authentication = AlbAuthentication.oidc({ ...OIDC, ...props });
  makeService(stack, { exposure: Exposure.publicAlb({ certificate: certificate(stack), authentication, ...options }) });
  return Template.fromStack(stack);
}

const OAUTH: cognito.OAuthSettings = {
  flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls: ['https://shop.example.com/oauth2/idpresponse'],
};

type Pool = Pick<CognitoAuthenticationProps, 'userPool' | 'userPoolClient' | 'userPoolDomain'>;

function poolIn(stack: Stack, client: Partial<cognito.UserPoolClientOptions> = {}): Pool {
  const userPool = new cognito.UserPool(stack, 'Users');
  return {
    userPool,
    userPoolClient: userPool.addClient('Alb', { generateSecret: true, oAuth: OAUTH, ...client }),
    userPoolDomain: userPool.addDomain('Login', { cognitoDomain: { domainPrefix: 'shop' } }),
  };
}

function behindCognito(pool: (stack: Stack) => Pool = poolIn, props: Partial<CognitoAuthenticationProps> = {}, region?: string): Template {
  const stack = newStack(region);
  const authentication = AlbAuthentication.cognito({ ...pool(stack), ...props });
  makeService(stack, { exposure: Exposure.publicAlb({ certificate: certificate(stack), authentication }) });
  return Template.fromStack(stack);
}

const oidcActions = (config: object, forward: object = Match.objectLike({ Type: 'forward', Order: 2 })) =>
  [{ Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: Match.objectLike(config) }, forward];

describe('authentication by OpenID Connect', () => {
  test('comes before the service', () => {
    behindOidc().hasResourceProperties(LISTENER, { Port: 443, DefaultActions: oidcActions({ Issuer: OIDC.issuer, ClientId: 'shop' }) });
  });

  test('reads the client secret from Secrets Manager', () => {
    behindOidc().hasResourceProperties(LISTENER, { DefaultActions: oidcActions({ ClientSecret: '{{resolve:secretsmanager:shop/oidc:SecretString:clientSecret::}}' }) });
  });

  test('accepts the settings of the session', () => {
    const props = {
      scope: 'openid email',
      sessionTimeout: Duration.hours(8),
      sessionCookieName: 'Shop',
      onUnauthenticatedRequest: elbv2.UnauthenticatedAction.DENY,
      authenticationRequestExtraParams: { prompt: 'login' },
    };
    behindOidc(props).hasResourceProperties(LISTENER, {
      DefaultActions: oidcActions({
        Scope: 'openid email', SessionTimeout: '28800', SessionCookieName: 'Shop', OnUnauthenticatedRequest: 'deny', AuthenticationRequestExtraParams: { prompt: 'login' },
      }),
    });
  });

  test('allows the load balancer to connect to the provider', () => behindOidc().hasResourceProperties(SECURITY_GROUP, TO_PROVIDER));

  test('lets you choose the allowed destinations', () => {
    const groups = behindOidc({ allowHttpsOutbound: false }).findResources(SECURITY_GROUP, { Properties: TO_PROVIDER });
    expect(groups).toEqual({});
  });

  const { DUAL_STACK, DUAL_STACK_WITHOUT_PUBLIC_IPV4 } = elbv2.IpAddressType;

  test.each([DUAL_STACK_WITHOUT_PUBLIC_IPV4, DUAL_STACK])('warns about a load balancer that cannot reach a provider on the internet: %s', ipAddressType => {
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { ipProtocol: ec2.IpProtocol.DUAL_STACK }) });
    const authentication = AlbAuthentication.oidc(OIDC);
    makeService(stack, { cluster, exposure: Exposure.publicAlb({ certificate: certificate(stack), authentication, ipAddressType }) });
    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Api', Match.stringLikeRegexp('over IPv4 only.*set ipAddressType to DUAL_STACK'));
    expect(warnings).toHaveLength(ipAddressType === DUAL_STACK ? 0 : 1);
  });

  test('does not change the health check', () => {
    behindOidc({}, { healthCheckPath: '/healthz' }).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckPath: '/healthz' });
  });

  test.each<[string, SecretValue]>([
    ['a secret of the app', new secretsmanager.Secret(newStack(), 'Secret').secretValue],
    ['a parameter without echo', SecretValue.cfnParameter(new CfnParameter(newStack(), 'Parameter', { noEcho: true }))],
    ['a dynamic reference as text', SecretValue.unsafePlainText('{{resolve:secretsmanager:shop/oidc}}')],
  ])('accepts %s as the client secret', (_, clientSecret) => {
    expect(AlbAuthentication.oidc({ ...OIDC, clientSecret })._kind.problems(newStack())).toEqual([]);
  });

  test.each<[string, Partial<OidcAuthenticationProps>]>([
    ['authentication: clientSecret would be readable in the template; keep it in Secrets Manager, and use SecretValue.secretsManager()', { clientSecret: SecretValue.unsafePlainText('hunter2') }],
    ["authentication: issuer ('login.example.com') must be a full URL that begins with https://", { issuer: 'login.example.com' }],
    ["authentication: authorizationEndpoint ('http://login.example.com/a') must be a full URL that begins with https://", { authorizationEndpoint: 'http://login.example.com/a' }],
    ["authentication: tokenEndpoint ('/token') must be a full URL that begins with https://", { tokenEndpoint: '/token' }],
    ["authentication: userInfoEndpoint ('https://') must be a full URL that begins with https://", { userInfoEndpoint: 'https://' }],
    ['authentication: clientId must not be empty', { clientId: '' }],
    ['authentication: sessionTimeout (691200 seconds) must be a whole number from 1 to 604800', { sessionTimeout: Duration.days(8) }],
    ['authentication: sessionCookieName must not be empty', { sessionCookieName: '' }],
    ['authentication: authenticationRequestExtraParams has 11 parameters, and the redirect allows 10', { authenticationRequestExtraParams: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, '1'])) }],
  ])('is refused: %s', (message, props) => expect(() => behindOidc(props)).toThrow(`[Stack/Api] ${message}`));

  test('accepts endpoints that are known only at deployment', () => {
    expect(() => behindOidc({ issuer: Token.asString({ Ref: 'Issuer' }), tokenEndpoint: Token.asString({ Ref: 'Endpoint' }) })).not.toThrow();
  });

  test.each([elbv2.ApplicationProtocolVersion.GRPC, elbv2.ApplicationProtocolVersion.HTTP2])('is refused for tasks with %s', protocolVersion => {
    expect(() => behindOidc({}, { protocolVersion }))
      .toThrow(`authentication cannot be combined with protocolVersion (${protocolVersion}), because a listener can only forward to such a target group`);
  });
});

describe('authentication is refused without HTTPS', () => {
  const authentication = AlbAuthentication.oidc(OIDC);
  const MESSAGE = 'authentication requires an HTTPS listener, and this one uses HTTP; use a listener with a certificate';

  test.each<[string, Exposure]>([
    ['on a public load balancer', Exposure.publicAlb({ insecureHttp: true, authentication })],
    ['on an internal load balancer', Exposure.internalAlb({ authentication })],
  ])('%s', (_, exposure) => expect(() => makeService(newStack(), { exposure })).toThrow(MESSAGE));

  test.each<[string, (listener: elbv2.ApplicationListener) => Exposure]>([
    ['in a rule', listener => Exposure.albListenerRule(listener, { paths: ['/admin/*'], authentication })],
    ['as the default of a listener', listener => Exposure.albListenerDefault(listener, { authentication })],
  ])('%s', (_, exposure) => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc }).addListener('Http', { port: 80 });
    expect(() => makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: exposure(listener) })).toThrow(MESSAGE);
  });
});

describe('on an existing listener', () => {
  const authentication = AlbAuthentication.oidc({ ...OIDC, sessionTimeout: Duration.hours(1) });

  function onListener(expose: (listener: elbv2.ApplicationListener) => Exposure, defaultAction?: elbv2.ListenerAction): Template {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc }).addListener('Https', { port: 443, certificates: [certificate(stack)], defaultAction });
    makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: expose(listener) });
    return Template.fromStack(stack);
  }

  test('a rule authenticates, with a number as the timeout', () => {
    const template = onListener(listener => Exposure.albListenerRule(listener, { paths: ['/admin/*'], authentication }), elbv2.ListenerAction.fixedResponse(404));
    template.hasResourceProperties(RULE, { Actions: oidcActions({ SessionTimeout: 3600 }) });
    template.hasResourceProperties(SECURITY_GROUP, TO_PROVIDER);
  });

  test('the default action authenticates too', () => {
    onListener(listener => Exposure.albListenerDefault(listener, { authentication })).hasResourceProperties(LISTENER, { DefaultActions: oidcActions({ SessionTimeout: '3600' }) });
  });

  test('two rules add one outbound rule to the provider, in the stack of the security group', () => {
    const app = new App();
    const edge = new Stack(app, 'Edge');
    const vpc = new ec2.Vpc(edge, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(edge, 'LB', { vpc })
      .addListener('Https', { port: 443, certificates: [certificate(edge)], defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const cluster = new EcsCluster(edge, 'Cluster', { vpc });
    const expose = (name: string) =>
      new ContainerService(new Stack(app, name), 'Api', { cluster, image: IMAGE, exposure: Exposure.albListenerRule(listener, { paths: [`/${name}/*`], authentication }) });
    const services = ['Orders', 'Reports'].map(expose);
    Template.fromStack(edge).hasResourceProperties(SECURITY_GROUP, { SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0', ToPort: 443 })] });
    for (const each of services) { Template.fromStack(Stack.of(each)).resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { CidrIp: '0.0.0.0/0' }, 0); }
  });

  const IMPORTED = { allowAllOutbound: false };
  const groupIn = (stack: Stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0', IMPORTED);

  test.each<[string, (stack: Stack, vpc: ec2.Vpc) => elbv2.IApplicationListener]>([
    ['of an imported listener', stack => elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2', securityGroup: groupIn(stack),
    })],
    ['of a load balancer of the app', (stack, vpc) => new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc, securityGroup: groupIn(stack) })
      .addListener('Https', { port: 443, certificates: [certificate(stack)], defaultAction: elbv2.ListenerAction.fixedResponse(404) })],
  ])('an imported security group gets no outbound rule, because one may exist: %s', (_, listenerIn) => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const exposure = Exposure.albListenerRule(listenerIn(stack, vpc), { paths: ['/*'], authentication });
    new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster', { vpc }), image: IMAGE, exposure });
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { CidrIp: '0.0.0.0/0' }, 0);
  });

  test('a security group that allows all outbound traffic gets no rule, and no warning', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const listener = new elbv2.ApplicationLoadBalancer(stack, 'LB', { vpc, securityGroup: new ec2.SecurityGroup(stack, 'Open', { vpc }) })
      .addListener('Https', { port: 443, certificates: [certificate(stack)], defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    makeService(stack, { cluster: new EcsCluster(stack, 'Cluster', { vpc }), exposure: Exposure.albListenerRule(listener, { paths: ['/*'], authentication }) });
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('Egress'));
  });
});

describe('authentication by Amazon Cognito', () => {
  test('comes before the service', () => {
    behindCognito().hasResourceProperties(LISTENER, {
      DefaultActions: [
        { Type: 'authenticate-cognito', Order: 1, AuthenticateCognitoConfig: { UserPoolArn: Match.anyValue(), UserPoolClientId: Match.anyValue(), UserPoolDomain: Match.anyValue() } },
        Match.objectLike({ Type: 'forward', Order: 2 }),
      ],
    });
  });

  test('allows the load balancer to connect to the user pool', () => behindCognito().hasResourceProperties(SECURITY_GROUP, TO_PROVIDER));

  test.each<[string, Partial<cognito.UserPoolClientOptions>]>([
    ["user pool client 'Stack/Users/Alb' has no secret, which the load balancer needs; set generateSecret", { generateSecret: false }],
    ["user pool client 'Stack/Users/Alb' has no secret", { generateSecret: undefined }],
    ["user pool client 'Stack/Users/Alb' does not allow the authorization code grant; set oAuth.flows.authorizationCodeGrant", { oAuth: { ...OAUTH, flows: { implicitCodeGrant: true } } }],
    ["user pool client 'Stack/Users/Alb' does not allow the authorization code grant", { disableOAuth: true, oAuth: undefined }],
    ["user pool client 'Stack/Users/Alb' has no callback URL of the load balancer; add https://<its name>/oauth2/idpresponse to oAuth.callbackUrls", { oAuth: { ...OAUTH, callbackUrls: ['https://shop.example.com/login'] } }],
  ])('is refused: %s', (message, client) => {
    expect(() => behindCognito(stack => poolIn(stack, client))).toThrow(`authentication: ${message}`);
  });

  test('accepts a callback URL that is known only at deployment', () => {
    expect(() => behindCognito(stack => poolIn(stack, { oAuth: { ...OAUTH, callbackUrls: [Token.asString({ Ref: 'Url' })] } }))).not.toThrow();
  });

  test('accepts a callback URL whose name is known only at deployment', () => {
    expect(() => behindCognito(stack => poolIn(stack, { oAuth: { ...OAUTH, callbackUrls: [`https://${Token.asString({ Ref: 'Name' })}/oauth2/idpresponse`] } }))).not.toThrow();
  });

  test('accepts a list of callback URLs that is known only at deployment', () => {
    expect(() => behindCognito(stack => poolIn(stack, { oAuth: { ...OAUTH, callbackUrls: Fn.split(',', Fn.importValue('Urls')) } }))).not.toThrow();
  });

  test('refuses a callback URL with another path, for any host name', () => {
    expect(() => behindCognito(stack => poolIn(stack, { oAuth: { ...OAUTH, callbackUrls: [`https://${Token.asString({ Ref: 'Name' })}/login`] } })))
      .toThrow('has no callback URL of the load balancer');
  });

  const imported = (region: string) => (stack: Stack): Pool => ({
    userPool: cognito.UserPool.fromUserPoolArn(stack, 'Users', `arn:aws:cognito-idp:${region}:111122223333:userpool/${region}_example`),
    userPoolClient: cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', '1example23456789'),
    userPoolDomain: cognito.UserPoolDomain.fromDomainName(stack, 'Login', 'shop'),
  });

  test('accepts an imported user pool and client', () => expect(() => behindCognito(imported('eu-west-1'), {}, 'eu-west-1')).not.toThrow());

  test('refuses a user pool in another Region', () => {
    expect(() => behindCognito(imported('us-east-1'), {}, 'eu-west-1'))
      .toThrow("authentication: user pool 'Stack/Users' is in Region us-east-1, but the stack is in eu-west-1; use a user pool in the Region of the stack");
  });

  test('refuses a session of more than seven days', () => {
    expect(() => behindCognito(poolIn, { sessionTimeout: Duration.days(8) })).toThrow('authentication: sessionTimeout (691200 seconds)');
  });
});

test('the regulated profile accepts authentication', () => {
  const stack = newStack();
  const { _kind } = Exposure.publicAlb({ certificate: certificate(stack), authentication: AlbAuthentication.oidc(OIDC) });
  expect(_kind.regulated({}, { logGroup: () => { throw new Error('not needed'); } }).problems(stack, new ec2.Vpc(stack, 'Vpc'))).toEqual([]);
});
