import { Mentions } from './mentions';
import type { ResourceIndex } from './resource-index';
import { policiesNaming } from './role-policies';
import { ruleCalls } from './rule-calls';
import {
  CHANGING_ACTION, CODE_HOLDERS, CodeHolder, DEPLOYING_ACTIONS, isProvisioner, MESSAGE_ROUTES, USED_BY_INSTANCES, USER_DATA,
} from '../../../facts/external-access';
import { own } from '../../../facts/own';
import { Node } from '../evaluation/node';
import { places } from '../evaluation/places';
import type { DeclaringTemplate, Resource } from '../evaluation/resource';
import { elements, statementsOf } from '../iam/statement';

const NESTED_STACK = 'AWS::CloudFormation::Stack';
const PIPELINE = 'AWS::CodePipeline::Pipeline';
const PARAMETER = 'AWS::SSM::Parameter';

/**
 * Whether something outside the app may change a resource or add to it: a custom resource, module, other stack or code that is given the
 * resource, a stack outside the app that imports it or reads it from Parameter Store, or a macro.
 */
export function mayBeChangedOutside(resource: Resource, application: ResourceIndex): boolean {
  return mayBeProvisionedOutside(resource, application) || application.memo(published).has(resource);
}

/** The same, except for stacks that import it or read it from Parameter Store. */
export function mayBeProvisionedOutside(resource: Resource, application: ResourceIndex): boolean {
  return application.memo(hasMacros) || application.memo(givenToProvisioners).has(resource) || application.memo(givenToInstances).has(resource);
}

/** Whether code that is given a resource may change it, at any time. */
export function mayBeChangedByCode(resource: Resource, application: ResourceIndex): boolean {
  return application.memo(givenToCode).has(resource);
}

/** Whether a provisioner names something that is not a resource of the app, and so may have created it. */
export function mayBeMadeOutside(name: string, application: ResourceIndex): boolean {
  return application.memo(hasMacros) || application.memo(givenToProvisioners).hasName(name);
}

/** Macros and loops may create resources of any kind, which may change resources of any stack in the app. */
function hasMacros(application: ResourceIndex): boolean {
  return application.templates.some(template => template.isExpanded);
}

/** Whether a template returns a resource as an output, which other stacks and scripts read. */
export function isOutput(resource: Resource, application: ResourceIndex): boolean { return application.memo(inOutputs).has(resource); }

function inOutputs(application: ResourceIndex): Mentions {
  const mentions = new Mentions(application);
  for (const template of application.templates) { template.outputs.forEach(value => mentions.add(template, value)); }
  return mentions;
}

/** The resources in exports that no template of the app imports, and in parameters of Parameter Store. */
function published(application: ResourceIndex): Mentions {
  const mentions = new Mentions(application);
  const imported = new Set(application.templates.flatMap(template => [...importsOf(template)].map(name => `${template.environment} ${name}`)));
  for (const template of application.templates) {
    for (const { name, value } of template.exports) {
      if (name === undefined || !imported.has(`${template.environment} ${name}`)) { mentions.add(template, value); }
    }
  }
  application.ofType(PARAMETER).forEach(parameter => mentions.addProperties(parameter));
  return mentions;
}

/** The resources that custom resources and other provisioners are given, and those given to code that they may run. */
function givenToProvisioners(application: ResourceIndex): Mentions {
  const mentions = new Mentions(application);
  for (const resource of application.resources.filter(each => provisions(each, application))) {
    resource.dependsOn.forEach(dependency => mentions.addResource(dependency));
    if (resource.type === PIPELINE) { addPipeline(resource, mentions); } else { mentions.addProperties(resource); }
  }
  addCode(application, mentions);
  return mentions;
}

function provisions(resource: Resource, application: ResourceIndex): boolean {
  if (resource.type === NESTED_STACK) { return application.nestedUnder(resource) === undefined; }
  return isProvisioner(resource.type) && !ruleCalls(application).showAllOf(resource);
}

function addPipeline({ properties }: Resource, mentions: Mentions): void {
  const actions = places(properties, 'Stages/*/Actions/*').filter(action => !DEPLOYING_ACTIONS.includes(action.get('ActionTypeId').text('Provider').known ?? ''));
  for (const action of actions) { mentions.addOutcomes(action.get('Configuration').outcomes); }
  addChangedBy([properties.get('RoleArn'), ...actions.map(action => action.get('RoleArn'))], mentions);
}

/** Code may start other code: a function a build project, a queue a function. */
function addCode(application: ResourceIndex, mentions: Mentions): void {
  const waiting = new Set(Object.keys(CODE_HOLDERS).flatMap(type => application.ofType(type)));
  const routes = Object.entries(MESSAGE_ROUTES).flatMap(([type, route]) => application.ofType(type).map(({ properties }) => ({ properties, route })));
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const { properties, route } of routes) {
      const sender = properties.target(route.from);
      const receiver = properties.target(route.to);
      if (sender && receiver && mentions.has(sender)) { mentions.addResource(receiver); }
    }
    for (const holder of waiting) {
      if (!mentions.has(holder)) { continue; }
      waiting.delete(holder);
      const kind = own(CODE_HOLDERS, holder.type);
      if (kind) { addHolder(holder, kind, mentions); }
      isDone = false;
    }
  }
}

function addHolder(holder: Resource, { sees, role }: CodeHolder, mentions: Mentions): void {
  sees.forEach(path => mentions.addProperties(holder, path));
  if (role !== undefined) { addChangedBy(places(holder.properties, role), mentions); }
}

/** The resources that the policies of roles allow to change. */
function addChangedBy(rolePlaces: readonly Node[], mentions: Mentions): void {
  for (const role of rolePlaces.flatMap(place => place.asAttribute?.resource ?? []).filter(({ type }) => type === 'AWS::IAM::Role')) {
    const inline = role.properties.list('Policies').map(policy => policy.get('PolicyDocument'));
    const apart = policiesNaming(role, mentions.application).map(({ properties }) => properties.get('PolicyDocument'));
    for (const { node, resources } of [...inline, ...apart].flatMap(document => statementsOf(document).known)) {
      if (elements(node.get('Action')).texts.some(action => CHANGING_ACTION.test(action))) { resources.map(place => mentions.addOutcomes(place.outcomes)); }
    }
  }
}

function givenToCode(application: ResourceIndex): Mentions {
  const mentions = new Mentions(application);
  for (const [type, holder] of Object.entries(CODE_HOLDERS)) { application.ofType(type).forEach(resource => addHolder(resource, holder, mentions)); }
  return mentions;
}

function givenToInstances(application: ResourceIndex): ReadonlySet<Resource> {
  const mentions = new Mentions(application);
  for (const [type, path] of Object.entries(USER_DATA)) {
    for (const instance of application.ofType(type)) {
      mentions.addProperties(instance, path);
      mentions.add(instance.template, instance.written('Metadata'));
    }
  }
  return new Set([...mentions.resources].filter(({ type }) => !USED_BY_INSTANCES.includes(type)));
}

function importsOf(template: DeclaringTemplate): ReadonlySet<string> {
  const outcomes = template.imports.flatMap(name => template.evaluate(name));
  return new Set(outcomes.flatMap(outcome => outcome.kind === 'literal' ? [String(outcome.value)] : []));
}
