import { Annotations as CdkAnnotations, App, CfnCondition, CfnResource, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import {
  ContainerService, EcsCluster, Exposure, ISharedAlb, Profile,
  SharedAlb, SharedAlbAttributes, SharedAlbExposureProps, SharedAlbProps,
} from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { certificateIn, Edge, oidcIn, Served, zoneIn, ZONE_ID } from '../../support/shared-alb';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const LISTENER_CERTIFICATE = 'AWS::ElasticLoadBalancingV2::ListenerCertificate';
const CERTIFICATE = 'AWS::CertificateManager::Certificate';
const RECORD = 'AWS::Route53::RecordSet';

/** HTTPS with the name shop.example.com, or with other domains. */
const secure = (...names: string[]) => (stack: Stack): Partial<SharedAlbProps> =>
  ({ domains: (names.length > 0 ? names : ['shop.example.com']).map(domainName => ({ domainName, domainZone: zoneIn(stack) })) });

const API = (stack: Stack): SharedAlbExposureProps => ({ hosts: ['api.example.com'], domainZone: zoneIn(stack) });

const LISTENER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2';
const ALIAS = {
  loadBalancerDnsName: 'edge-1.eu-west-1.elb.amazonaws.com',
  loadBalancerCanonicalHostedZoneId: 'Z32O12XQLNTSW2',
};

function imported(stack: Stack, attributes: Partial<SharedAlbAttributes> = {}): ISharedAlb {
  const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0', { allowAllOutbound: false })];
  return SharedAlb.fromSharedAlbAttributes(stack, 'Edge', { listenerArn: LISTENER_ARN, securityGroups, ...attributes });
}

describe('services behind a shared load balancer', () => {
  test('have their rules, target groups, records and certificates in their stacks, without a dependency of the load balancer', () => {
    const edge = new Edge(secure());
    const orders = edge.serve('Orders', { hosts: ['shop.example.com'], paths: ['/orders/*'] });
    const api = edge.serve('Api', API);
    edge.app.synth();
    const dependencies = [edge.stack, Stack.of(orders.service), Stack.of(api.service)].map(stack => stack.dependencies.map(({ node }) => node.id));
    expect(dependencies).toEqual([[], ['Edge'], ['Edge']]);
    orders.template.resourceCountIs(RULE, 1);
    orders.template.resourceCountIs(RECORD, 0);
    for (const type of [RULE, RECORD, CERTIFICATE, LISTENER_CERTIFICATE, 'AWS::ElasticLoadBalancingV2::TargetGroup']) { api.template.resourceCountIs(type, 1); }
  });

  test('can be in two Stages of a pipeline, with the same priorities', () => {
    const app = new App();
    const priorities = ['Test', 'Production'].map(name => {
      const { template } = new Edge(secure(`${name}.example.com`), new Stage(app, name)).serve('Api', { hosts: [`api.${name}.example.com`] });
      return Object.values(template.findResources(RULE)).map(({ Properties }) => Properties.Priority as number);
    });
    expect(priorities[0]).toEqual(priorities[1]);
  });

  test('provide the load balancer and their URL', () => {
    const edge = new Edge(stack => ({ ...secure()(stack), listenerPort: 8443 }));
    const url = (id: string, props: SharedAlbExposureProps) => edge.serve(id, props).service.endpoint?.url;
    expect(url('A', { hosts: ['*.example.com', 'api.example.com'] })).toBe('https://api.example.com:8443');
    expect(url('B', { paths: ['/b/*'] })).toBe('https://shop.example.com:8443');
    expect(url('C', { hosts: ['*.c.example.com'] })).toBeUndefined();
    expect(url('D', { hosts: Fn.split(',', Fn.importValue('Hosts')) })).toBeUndefined();
    expect(edge.serve('E', { paths: ['/e/*'] }).service.endpoint?.loadBalancer).toBe(edge.alb.loadBalancer);
  });

  test('can be the default', () => {
    const edge = new Edge(secure());
    const { service, template } = edge.exposed(new Stack(edge.app, 'Web'), Exposure.sharedAlbDefault(edge.alb));
    template.hasResourceProperties(RULE, { Priority: 50_000, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }] });
    expect(service.endpoint?.url).toBe('https://shop.example.com');
    expect(() => edge.exposed(new Stack(edge.app, 'Other'), Exposure.sharedAlbDefault(edge.alb))).toThrow("[Other/Api] SharedAlb 'Edge/Alb' already forwards all other requests to 'Web/Api'; use Exposure.sharedAlb");
    expect(() => edge.exposed(new Stack(edge.app, 'Third'), Exposure.albListenerDefault(edge.alb.listener))).toThrow("SharedAlb 'Edge/Alb' already forwards");
  });

  test('can authenticate users', () => {
    new Edge(stack => ({ ...secure()(stack), allowHttpsOutbound: true })).serve('Admin', stack => ({ hosts: ['shop.example.com'], paths: ['/admin/*'], authentication: oidcIn(stack) }))
      .template.hasResourceProperties(RULE, { Actions: [Match.objectLike({ Type: 'authenticate-oidc' }), Match.objectLike({ Type: 'forward' })] });
  });

  test('are refused in another VPC', () => {
    const edge = new Edge();
    expect(() => makeService(new Stack(edge.app, 'Shop'), { exposure: Exposure.sharedAlb(edge.alb, { paths: ['/*'] }) })).toThrow('is in another VPC');
  });

  test('are refused without conditions', () => {
    expect(() => new Edge().serve('Shop', {})).toThrow('[Shop/Api] a listener rule needs hosts, paths or other conditions');
  });
});

describe('a host of a service', () => {
  test('has a record after the service has tasks and the listener has the certificate', () => {
    new Edge(secure()).serve('Api', API).template.hasResource(RECORD, {
      Properties: { Name: 'api.example.com.', Type: 'A', HostedZoneId: ZONE_ID },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiListenerCertificate'), Match.stringLikeRegexp('^ApiService')]),
    });
  });

  test('has a record in its zone, in any letter case', () => {
    new Edge(secure('*.example.com')).serve('Api', stack => ({ hosts: ['API.EXAMPLE.COM'], domainZone: zoneIn(stack) }))
      .template.hasResourceProperties(RECORD, { Name: 'api.example.com.' });
  });

  test('has the record of publicAlb, whose target changes in place, and its certificate', () => {
    const stack = newStack();
    makeService(stack, { exposure: Exposure.publicAlb({ domainName: 'api.example.com', domainZone: zoneIn(stack) }) });
    const before = Template.fromStack(stack);
    const after = new Edge(secure()).serve('Stack', API).template;
    expect(Object.keys(after.findResources(RECORD))).toEqual(Object.keys(before.findResources(RECORD)));
    expect(Object.values(after.findResources(RECORD))[0].Properties.Name).toBe(Object.values(before.findResources(RECORD))[0].Properties.Name);
    expect(after.findResources(CERTIFICATE)).toEqual(before.findResources(CERTIFICATE));
  });

  test('has A and AAAA records behind a load balancer with IPv6', () => {
    const edge = new Edge(stack => ({
      ...secure()(stack), ipAddressType: elbv2.IpAddressType.DUAL_STACK, loadBalancerSubnets: undefined, vpc: new ec2.Vpc(stack, 'DualStack', { ipProtocol: ec2.IpProtocol.DUAL_STACK }),
    }));
    const stack = new Stack(edge.app, 'Shop');
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: edge.stack.node.findChild('DualStack') as ec2.Vpc });
    new ContainerService(stack, 'Api', { cluster, image: IMAGE, exposure: Exposure.sharedAlb(edge.alb, API(stack)) });
    Template.fromStack(stack).hasResourceProperties(RECORD, { Type: 'AAAA', Name: 'api.example.com.' });
  });

  test('has its record with the load balancer if it is a domain of the load balancer', () => {
    const { template } = new Edge(secure('shop.example.com')).serve('Api', stack => ({ hosts: ['SHOP.example.com', 'api.example.com'], domainZone: zoneIn(stack) }));
    template.resourceCountIs(RECORD, 1);
    template.hasResourceProperties(RECORD, { Name: 'api.example.com.' });
  });

  test.each<[string, string]>([['*.example.com', 'api.example.com'], ['api.example.com', 'API.example.com'], ['*.example.com', '*.example.com']])(
    'that the domain %s covers needs no certificate: %s', (domain, host) => {
      new Edge(secure(domain)).serve('Api', stack => ({ hosts: [host], domainZone: zoneIn(stack) })).template.resourceCountIs(CERTIFICATE, 0);
    });

  test.each<[string, string]>([['*.example.com', 'v1.api.example.com'], ['*.example.com', 'example.com'], ['example.com', 'api.example.com']])(
    'that the domain %s does not cover has a certificate: %s', (domain, host) => {
      new Edge(secure(domain)).serve('Api', stack => ({ hosts: [host], domainZone: zoneIn(stack) })).template.hasResourceProperties(CERTIFICATE, { DomainName: host });
    });

  test('shares one certificate with the other uncovered hosts of the service', () => {
    const { template } = new Edge(secure()).serve('Api', stack => ({ hosts: ['api.example.com', '*.api.example.com', 'shop.example.com'], domainZone: zoneIn(stack) }));
    template.resourceCountIs(CERTIFICATE, 1);
    template.hasResourceProperties(CERTIFICATE, { DomainName: 'api.example.com', SubjectAlternativeNames: ['*.api.example.com'] });
    template.resourceCountIs(RECORD, 2);
  });

  test('needs no certificate if the load balancer or the service has given certificates, or with HTTP', () => {
    const given = new Edge(stack => ({ certificates: [certificateIn(stack, 'a')], certificateNames: ['*.example.com'] })).serve('Api', API).template;
    const own = new Edge(secure()).serve('Api', stack => ({ ...API(stack), certificates: [certificateIn(stack, 'b')] })).template;
    const http = new Edge().serve('Api', API).template;
    for (const template of [given, own, http]) { template.resourceCountIs(CERTIFICATE, 0); }
    own.hasResourceProperties(LISTENER_CERTIFICATE, { Certificates: [{ CertificateArn: Match.stringLikeRegexp('certificate/b$') }] });
  });

  test('keeps its certificate when the load balancer gets certificates for other names', () => {
    const [before, after] = [{}, { certificateNames: ['www.example.org'] }].map(more => {
      const edge = new Edge(stack => ({ ...secure()(stack), ...'certificateNames' in more ? { ...more, certificates: [certificateIn(stack, 'a')] } : {} }));
      return edge.serve('Api', API).template.toJSON() as object;
    });
    expect(after).toEqual(before);
  });

  test('is refused if certificateNames does not show whether the given certificates cover it', () => {
    const edge = new Edge(stack => ({ certificates: [certificateIn(stack, 'a')] }));
    expect(() => edge.serve('Shop', API)).toThrow("[Shop/Api] whether the certificates of 'Edge/Alb' cover host 'api.example.com' is unknown; set certificateNames of the load balancer to the names that they cover");
    expect(() => edge.serve('Own', stack => ({ ...API(stack), certificates: [certificateIn(stack, 'b')] }))).not.toThrow();
    expect(() => edge.serve('Unrecorded', { hosts: ['www.example.com'] })).not.toThrow();
  });

  test('is covered only by the given certificate of a domain with the same name', () => {
    const edge = new Edge(stack => ({ domains: [{ domainName: '*.example.com', certificate: certificateIn(stack, 'a') }] }));
    const [covered, deeper] = [edge.serve('Api', API), edge.serve('Deep', stack => ({ hosts: ['a.api.example.com'], domainZone: zoneIn(stack) }))];
    covered.template.resourceCountIs(CERTIFICATE, 0);
    deeper.template.resourceCountIs(CERTIFICATE, 1);
  });

  test.each<[string, (stack: Stack) => SharedAlbExposureProps]>([
    ['domainZone requires hosts, for their DNS records; set hosts', stack => ({ paths: ['/a/*'], domainZone: zoneIn(stack) })],
    ['domainZone requires hosts, for their DNS records; set hosts as a list whose length is known', stack => ({ hosts: Fn.split(',', Fn.importValue('Hosts')), domainZone: zoneIn(stack) })],
    ["host ('api.example.org') is not in domainZone ('example.com'); it must be example.com or end in .example.com", stack => ({ hosts: ['api.example.org'], domainZone: zoneIn(stack) })],
    ["host 'api-*.example.com' cannot be recorded in domainZone", stack => ({ hosts: ['api-*.example.com'], domainZone: zoneIn(stack) })],
    ["domainZone ('Shop/Private') is a private hosted zone, in which ACM cannot validate a certificate, and the deployment would wait for it; set certificates of the exposure, or certificateNames of the load balancer", stack => ({
      hosts: ['api.example.com'], domainZone: new route53.PrivateHostedZone(stack, 'Private', { zoneName: 'example.com', vpc: new ec2.Vpc(stack, 'PrivateVpc') }),
    })],
  ])('is refused: %s', (message, props) => {
    expect(() => new Edge(secure()).serve('Shop', props)).toThrow(`[Shop/Api] ${message}`);
  });

  test('needs an existing certificate in a private hosted zone', () => {
    const edge = new Edge(secure('*.example.com'));
    const zone = new route53.PrivateHostedZone(edge.stack, 'Private', { zoneName: 'example.com', vpc: edge.vpc });
    edge.serve('Api', { hosts: ['api.example.com'], domainZone: zone }).template.resourceCountIs(RECORD, 1);
  });

  test('has no certificate behind HTTP', () => {
    expect(() => new Edge().serve('Shop', stack => ({ hosts: ['a.example.com'], certificates: [certificateIn(stack, 'a')] })))
      .toThrow("[Shop/Api] certificates require HTTPS, and 'Edge/Alb' uses HTTP; remove them, or use a load balancer with a certificate");
  });

  test('refuses a certificate in another Region', () => {
    expect(() => new Edge(secure(), new App(), 'eu-west-1').serve('Shop', stack => ({ hosts: ['a.example.com'], certificates: [certificateIn(stack, 'a', 'us-east-1')] })))
      .toThrow('is in Region us-east-1, but the stack is in eu-west-1');
  });
});

test('has no second record if the load balancer has the record in another letter case', () => {
  const { template } = new Edge(secure('API.example.com')).serve('Shop', API);
  template.resourceCountIs(RECORD, 0);
});

describe('refuses a record that two constructs of the app create', () => {
  test('of two services, with both paths', () => {
    const edge = new Edge(secure());
    for (const name of ['Shop', 'Bank']) { edge.serve(name, stack => ({ ...API(stack), paths: [`/${name}/*`] })); }
    expect(() => edge.app.synth()).toThrow("records 'Bank/Api/DNS' and 'Shop/Api/DNS' have the name api.example.com in the same hosted zone, and Route 53 allows one; remove domainZone from one of them, or use another name");
  });

  test('of a service and of another construct', () => {
    const edge = new Edge(secure());
    edge.serve('Shop', API);
    new route53.ARecord(edge.stack, 'Old', { zone: zoneIn(edge.stack), recordName: 'API', target: route53.RecordTarget.fromIpAddresses('192.0.2.1') });
    expect(() => edge.app.synth()).toThrow("'Shop/Api/DNS' and 'Edge/Old' have the name api.example.com");
  });

  test('but not in two hosted zones, for weighted records, or under conditions', () => {
    const edge = new Edge(secure());
    edge.serve('Shop', API);
    edge.serve('Bank', stack => ({ hosts: ['bank.example.com'], domainZone: zoneIn(stack) }));
    const target = route53.RecordTarget.fromIpAddresses('192.0.2.1');
    const zone = route53.HostedZone.fromHostedZoneAttributes(edge.stack, 'Internal', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    new route53.ARecord(edge.stack, 'Private', { zone, recordName: 'api', target });
    new route53.ARecord(edge.stack, 'Weighted', { zone: zoneIn(edge.stack), recordName: 'bank', target, weight: 1 });
    const record = new route53.ARecord(edge.stack, 'Conditional', { zone: zoneIn(edge.stack), recordName: 'api', target });
    (record.node.defaultChild as CfnResource).cfnOptions.condition = new CfnCondition(edge.stack, 'Is', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'x') });
    expect(() => edge.app.synth()).not.toThrow();
  });
});

describe('refuses a certificate that two constructs add to a listener, because removing one may remove it for both', () => {
  const given = (stack: Stack) => ({ hosts: [`${stack.node.id}.example.com`], certificates: [certificateIn(stack, 'wildcard')] });

  test('for two services, with both paths', () => {
    const edge = new Edge(secure());
    for (const name of ['Shop', 'Bank']) { edge.serve(name, given); }
    expect(() => edge.app.synth()).toThrow(/'Bank\/Api\/ListenerCertificate\w{8}' and 'Shop\/Api\/ListenerCertificate\w{8}' add the same certificate to a listener/);
  });

  test('but not for two listeners, nor for two certificates', () => {
    const edge = new Edge(secure());
    edge.serve('Shop', given);
    edge.serve('Bank', stack => ({ hosts: ['bank.example.com'], certificates: [certificateIn(stack, 'other')] }));
    const other = new SharedAlb(edge.stack, 'Other', { vpc: edge.vpc, certificates: [certificateIn(edge.stack, 'own')] });
    edge.serve('Third', given, other);
    expect(() => edge.app.synth()).not.toThrow();
  });
});

describe('quotas of a shared load balancer', () => {
  const rules = (edge: Edge, count: number) => {
    for (let index = 0; index < count; index++) { edge.serve(`S${index}`, { paths: [`/${index}/*`], priority: index + 1 }); }
  };

  test('allow 100 rules by default', () => {
    const edge = new Edge(() => ({ insecureHttp: true, ruleQuota: 2 }));
    rules(edge, 2);
    expect(() => edge.app.synth()).not.toThrow();
    rules(edge, 0);
    edge.exposed(new Stack(edge.app, 'Web'), Exposure.sharedAlbDefault(edge.alb));
    expect(() => edge.app.synth({ force: true })).toThrow(
      "[Edge/Alb] the load balancer has 3 listener rules, and ruleQuota is 2; set ruleQuota once AWS has raised the quota of the account, or use a second SharedAlb: 'S0/Api/ListenerRule', 'S1/Api/ListenerRule', 'Web/Api/ListenerRule'");
  });

  test('count rules that other constructs add to any listener of the load balancer', () => {
    const edge = new Edge(() => ({ insecureHttp: true, ruleQuota: 1 }));
    rules(edge, 1);
    const listener = (edge.alb.loadBalancer as elbv2.ApplicationLoadBalancer).addListener('Second', { port: 81, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    listener.addAction('Health', { priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/health'])], action: elbv2.ListenerAction.fixedResponse(200) });
    expect(() => edge.app.synth()).toThrow('the load balancer has 2 listener rules, and ruleQuota is 1');
  });

  test('allow 25 certificates in addition to the default one', () => {
    const edge = new Edge(stack => ({ certificates: Array.from({ length: 26 }, (_, index) => certificateIn(stack, `c${index}`)) }));
    expect(() => edge.app.synth()).not.toThrow();
    edge.serve('Shop', stack => ({ hosts: ['a.example.com'], certificates: [certificateIn(stack, 'd')] }));
    expect(() => edge.app.synth({ force: true })).toThrow('the load balancer has 26 certificates besides the default ones, and certificateQuota is 25; set certificateQuota once AWS');
  });
});

describe('the quota of a shared load balancer', () => {
  test('counts every certificate of a resource', () => {
    const edge = new Edge(stack => ({ certificates: [certificateIn(stack, 'own')], certificateQuota: 1 }));
    const certificates = ['a', 'b'].map(id => certificateIn(edge.stack, id));
    new elbv2.ApplicationListenerCertificate(edge.stack, 'Further', { listener: edge.alb.listener, certificates });
    expect(() => edge.app.synth()).toThrow('the load balancer has 2 certificates besides the default ones, and certificateQuota is 1');
  });

  test('does not count a rule under a condition', () => {
    const edge = new Edge(() => ({ insecureHttp: true, ruleQuota: 1 }));
    const services = ['One', 'Two'].map((name, index) => edge.serve(name, { paths: [`/${name}/*`], priority: index + 1 }).service);
    expect(() => edge.app.synth()).toThrow('the load balancer has 2 listener rules, and ruleQuota is 1');
    const rule = services[1].node.findAll().find(node => node instanceof elbv2.CfnListenerRule);
    const stack = Stack.of(services[1]);
    if (rule) { rule.cfnOptions.condition = new CfnCondition(stack, 'Is', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'x') }); }
    expect(() => edge.app.synth({ force: true })).not.toThrow();
  });
});

describe('an imported shared load balancer', () => {
  type Attributes = Partial<SharedAlbAttributes> | ((stack: Stack) => Partial<SharedAlbAttributes>);
  const served = (attributes: Attributes, props: (stack: Stack) => SharedAlbExposureProps = API) => {
    const stack = newStack('eu-west-1');
    const known = typeof attributes === 'function' ? attributes(stack) : attributes;
    const service = makeService(stack, { exposure: Exposure.sharedAlb(imported(stack, known), props(stack)) });
    return { stack, service, template: Template.fromStack(stack) };
  };

  test('has rules, records and the URL of a service', () => {
    const { service, template } = served({ ...ALIAS, certificateNames: ['*.example.com'] });
    template.hasResourceProperties(RULE, { ListenerArn: LISTENER_ARN });
    template.hasResourceProperties(RECORD, { AliasTarget: { DNSName: `dualstack.${ALIAS.loadBalancerDnsName}`, HostedZoneId: ALIAS.loadBalancerCanonicalHostedZoneId } });
    template.resourceCountIs(CERTIFICATE, 0);
    expect(service.endpoint?.url).toBe('https://api.example.com');
  });

  test('has the ARN of the load balancer from the ARN of the listener', () => {
    const stack = newStack();
    expect(imported(stack).loadBalancer.loadBalancerArn).toBe('arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/edge/50dc6c495c0c9188');
    const { loadBalancer } = SharedAlb.fromSharedAlbAttributes(stack, 'Later', {
      listenerArn: Fn.importValue('Listener'), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'LaterGroup', 'sg-1')],
    });
    expect(JSON.stringify(stack.resolve(loadBalancer.loadBalancerArn))).toContain(':loadbalancer/');
  });

  test('can reach the tasks from all its security groups', () => {
    const { template } = served(stack => ({
      ...ALIAS, certificateNames: ['*.example.com'], securityGroups: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'].map((id, index) => ec2.SecurityGroup.fromSecurityGroupId(stack, `Group${index}`, id)),
    }));
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
  });

  test('with certificate names gets a certificate for other hosts', () => {
    served({ ...ALIAS, certificateNames: ['shop.example.com'] }).template.hasResourceProperties(LISTENER_CERTIFICATE, { ListenerArn: LISTENER_ARN });
    served({ ...ALIAS, certificateNames: ['*.example.com'] }).template.resourceCountIs(CERTIFICATE, 0);
  });

  test('is the URL of a service without hosts', () => {
    expect(served({ ...ALIAS, insecureHttp: true, listenerPort: 8080 }, () => ({ paths: ['/a/*'] })).service.endpoint?.url).toBe(`http://${ALIAS.loadBalancerDnsName}:8080`);
    expect(served({}, () => ({ paths: ['/a/*'] })).service.endpoint?.url).toBeUndefined();
  });

  test.each<[Partial<SharedAlbAttributes>, string]>([
    [{}, "domainZone: records need loadBalancerDnsName and loadBalancerCanonicalHostedZoneId of 'Stack/Edge'; set them in SharedAlb.fromSharedAlbAttributes"],
    [{ ...ALIAS, loadBalancerCanonicalHostedZoneId: undefined }, 'domainZone: records need'],
    [ALIAS, "whether the certificates of 'Stack/Edge' cover host 'api.example.com' is unknown; set certificateNames"],
    [{ ...ALIAS, certificateNames: ['*'] }, "certificateNames: '*' cannot be the name of a certificate"],
    [{ securityGroups: [] }, 'securityGroups must have the security groups of the load balancer, or it cannot reach the tasks'],
    [{ listenerPort: 0 }, 'listenerPort (0) must be a whole number from 1 to 65535'],
  ])('is refused with %j', (attributes, message) => {
    expect(() => served(attributes)).toThrow(message);
  });

  test.each([
    ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/edge/50dc6c495c0c9188', 'is the ARN of a load balancer'],
    ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee', 'is the ARN of a listener rule'],
    ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/edge/50dc6c495c0c9188/f2f7dc8efc522ab2', 'is of a Network Load Balancer, whose listeners have no rules'],
    [`${LISTENER_ARN}/9683b2d02a6cabee`, 'is not the ARN of a listener'],
    ['edge', 'is not the ARN of a listener'],
  ])('is refused with listenerArn %s', (listenerArn, problem) => {
    expect(() => imported(newStack(), { listenerArn })).toThrow(
      `[Stack/Edge] listenerArn ('${listenerArn}') ${problem}; use the ARN of a listener of an Application Load Balancer: arn:<partition>:elasticloadbalancing:<Region>:<account>:listener/app/<name>/<id>/<id>`);
  });

  test('is refused by gRPC and by the regulated profile with HTTP', () => {
    expect(() => served({ insecureHttp: true }, () => ({ paths: ['/*'], protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }))).toThrow('protocolVersion (GRPC) requires an HTTPS listener');
    const stack = newStack();
    const exposure = Exposure.sharedAlb(imported(stack, { insecureHttp: true }), { paths: ['/*'] });
    expect(() => makeService(stack, { exposure, profile: Profile.regulated() })).toThrow("the regulated profile accepts TLS only, and listener 'Stack/Edge/Listener' uses HTTP");
  });
});

test('a regulated service behind a shared load balancer with TLS is accepted', () => {
  const edge = new Edge(secure());
  const stack = new Stack(edge.app, 'Shop');
  expect(() => new ContainerService(stack, 'Api', {
    cluster: edge.cluster, image: IMAGE, profile: Profile.regulated(), exposure: Exposure.sharedAlb(edge.alb, API(stack)),
  })).not.toThrow();
});

test('an additional exposure on a shared load balancer has separate ids', () => {
  const edge = new Edge(secure());
  const served = edge.serve('Shop', { hosts: ['api.example.com'] });
  served.service.expose('Beta', Exposure.sharedAlb(edge.alb, { hosts: ['api.example.com'], headers: { 'x-beta': ['1'] } }));
  expect(Object.keys(served.template.findResources(RULE))).toEqual([expect.stringMatching(/^ApiListenerRule/), expect.stringMatching(/^ApiBetaListenerRule/)]);
});

describe('a service with its own load balancer', () => {
  test('can have a record that points to a shared one while clients move', () => {
    const edge = new Edge(secure());
    const stack = new Stack(edge.app, 'Shop');
    edge.exposed(stack, Exposure.publicAlb({ domainName: 'api.example.com', domainZone: zoneIn(stack), domainTarget: edge.alb.loadBalancer }))
      .template.hasResourceProperties(RECORD, { AliasTarget: { DNSName: { 'Fn::Join': ['', ['dualstack.', Match.not(Match.objectLike({ 'Fn::GetAtt': Match.anyValue() }))]] } } });
  });

  test('is refused with a record target but no record', () => {
    const edge = new Edge();
    expect(() => edge.exposed(new Stack(edge.app, 'Shop'), Exposure.publicAlb({ insecureHttp: true, domainTarget: edge.alb.loadBalancer })))
      .toThrow("[Shop/Api] domainTarget ('Edge/Alb/LB') requires a DNS record; set domainName and domainZone");
  });
});

describe('a host without a certificate', () => {
  const HOSTS = { hosts: ['api.example.org'] };

  const warningsOf = ({ service }: Served) => {
    const found = Annotations.fromStack(Stack.of(service)).findWarning('*', Match.stringLikeRegexp('host-without-certificate'));
    return found.map(({ id, entry }) => `${id}: ${String(entry.data)}`);
  };

  test('is reported if all certificates are known', () => {
    const served = new Edge(secure('shop.example.com', '*.example.com')).serve('Shop', { hosts: ['api.example.org', 'a.b.example.com', 'a.example.com'] });
    expect(warningsOf(served)).toEqual([expect.stringContaining(
      ": no certificate of 'Edge/Alb' covers host 'api.example.org', 'a.b.example.com', so browsers refuse it; set domainZone for a new certificate, certificates of the exposure, or domains of the load balancer")]);
  });

  test('is reported for each exposure, even with certificateNames', () => {
    const edge = new Edge(stack => ({ certificates: [certificateIn(stack, 'a')], certificateNames: ['*.example.com'], domains: [{ domainName: 'example.net', certificate: certificateIn(stack, 'b') }] }));
    const served = edge.serve('Shop', { hosts: ['api.example.com', 'example.net'] });
    expect(warningsOf(served)).toEqual([]);
    served.service.expose('More', Exposure.sharedAlb(edge.alb, { hosts: ['more.example.org'] }));
    expect(warningsOf(served)).toEqual([expect.stringMatching(/^.Shop.Api.More.TargetGroup.*: .*'more.example.org'/)]);
  });

  test('is not reported if it is acknowledged', () => {
    const served = new Edge(secure()).serve('Shop', HOSTS);
    CdkAnnotations.of(served.service).acknowledgeWarning('cdk-ecs-shipshape:host-without-certificate');
    expect(warningsOf(served)).toEqual([]);
  });

  test.each<[string, (edge: Edge) => Served]>([
    ['is covered by a domain', edge => edge.serve('Shop', { hosts: ['SHOP.example.com'] })],
    ['is covered by a new certificate of the service', edge => edge.serve('Shop', API)],
    ['is covered by a new certificate of another service', edge => {
      const served = edge.serve('Shop', { hosts: ['api.example.com'], paths: ['/v2/*'] });
      edge.serve('Later', API);
      return served;
    }],
    ['may be covered by a given certificate of the service', edge => edge.serve('Shop', stack => ({ ...HOSTS, certificates: [certificateIn(stack, 'own')] }))],
    ['may be covered by a given certificate of another service', edge => {
      const served = edge.serve('Shop', HOSTS);
      edge.serve('Later', stack => ({ hosts: ['later.example.com'], certificates: [certificateIn(stack, 'later')] }));
      return served;
    }],
    ['may be covered by a certificate that is added to the listener', edge => {
      (edge.alb.listener as elbv2.ApplicationListener).addCertificates('More', [certificateIn(edge.stack, 'more')]);
      return edge.serve('Shop', HOSTS);
    }],
    ['is known only at deployment', edge => edge.serve('Shop', { hosts: [Fn.importValue('Host')] })],
    ['is in a list that is known only at deployment', edge => edge.serve('Shop', { hosts: Fn.split(',', Fn.importValue('Hosts')) })],
    ['is a pattern', edge => edge.serve('Shop', { hosts: ['*.example.org'] })],
    ['is behind an imported load balancer', edge => {
      const stack = new Stack(edge.app, 'Shop');
      return edge.exposed(stack, Exposure.sharedAlb(imported(stack, { certificateNames: ['*.example.com'] }), HOSTS));
    }],
  ])('is not reported if it %s', (_, serve) => {
    expect(warningsOf(serve(new Edge(secure())))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Partial<SharedAlbProps>]>([
    ['HTTP', () => ({ insecureHttp: true })],
    ['certificates with unknown names', stack => ({ certificates: [certificateIn(stack, 'a')] })],
    ['the certificate of a domain, which may have additional names', stack => ({ domains: [{ domainName: 'shop.example.com', certificate: certificateIn(stack, 'a') }] })],
    ['a domain that is known only at deployment', stack => ({ domains: [{ domainName: Fn.importValue('Domain'), domainZone: zoneIn(stack) }] })],
  ])('is not reported behind a load balancer with %s', (_, props) => {
    expect(warningsOf(new Edge(props).serve('Shop', HOSTS))).toEqual([]);
  });
});
