import type { Application } from './application';
import { eachCollection, under } from './raw';
import type { Resource } from './resource';
import type { Template } from './template';
import { Term } from './term';
import { isExternal } from '../../facts/external-access';

/**
 * Whether something that the app does not show may add to a resource: a stack that imports it from an export which nobody
 * imports here or reads it from Parameter Store, a nested stack of which the template is not at hand, a custom resource or a macro.
 */
export function mayBeChangedOutside(resource: Resource, application: Application): boolean {
  return application.fact(hasMacros) || application.fact(handedOn).has(resource);
}

/** What a macro or a loop makes may be anything, in any of the stacks that are deployed with it. */
function hasMacros(application: Application): boolean {
  return application.templates.some(template => template.isExpanded);
}

function handedOn(application: Application): ReadonlySet<Resource> {
  const imported = new Set(application.templates.flatMap(template => [...importsOf(template)]));
  return new Set(application.templates.flatMap(template => [
    ...template.exports.filter(({ name }) => !imported.has(name)).flatMap(({ value }) => template.evaluate(value).flatMap(term => resourcesIn(term))),
    ...[...template.resources.values()].filter(resource => hides(resource, application)).flatMap(resource => reachedFrom(resource, application)),
  ]));
}

function hides(resource: Resource, application: Application): boolean {
  if (resource.type === 'AWS::CloudFormation::Stack') { return application.nestedUnder(resource) === undefined; }
  return isExternal(resource.type) || resource.type === 'AWS::SSM::Parameter';
}

/** What a resource is handed, of other stacks too; of a nested stack, everything it returns. */
function reachedFrom(resource: Resource, application: Application): readonly Resource[] {
  const own = resource.dependencies.flatMap(dependency => {
    const nested = application.nestedUnder(dependency);
    return nested ? nested.outputs.flatMap(value => nested.evaluate(value).flatMap(term => resourcesIn(term))) : [dependency];
  });
  return [...own, ...mentionedBy(resource)];
}

function mentionedBy(resource: Resource): readonly Resource[] {
  const found: Resource[] = [];
  resource.eachCollection(raw => {
    // the elements of a list come by themselves
    if (!Array.isArray(raw)) { for (const each of resource.template.evaluate(raw).flatMap(term => resourcesIn(term))) { found.push(each); } }
  });
  return found;
}

/** Deeper lists than these do not come of expressions. */
const MAX_DEPTH = 10;

function resourcesIn(term: Term, depth = 0): readonly Resource[] {
  if (term.kind === 'list') {
    return depth > MAX_DEPTH ? [] : term.items.flatMap(item => term.reader.evaluate(item).flatMap(each => resourcesIn(each, depth + 1)));
  }
  return term.kind === 'text' ? term.parts.flatMap(part => typeof part === 'object' && part.kind === 'attribute' ? [part.resource] : []) : [];
}

function importsOf(template: Template): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (raw: unknown) => {
    const name = under(raw, 'Fn::ImportValue');
    if (name === undefined) { return; }
    for (const term of template.evaluate(name)) { if (term.kind === 'literal') { names.add(String(term.value)); } }
  };
  for (const resource of template.resources.values()) { resource.eachCollection(visit); }
  eachCollection(template.section('Outputs'), visit);
  return names;
}
