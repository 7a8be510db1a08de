import type { Application } from './application';
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
    ...template.exports.filter(({ name }) => !imported.has(name)).flatMap(({ value }) => template.evaluate(value).flatMap(resourcesIn)),
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
    return nested ? outputsOf(nested).flatMap(value => nested.evaluate(value).flatMap(resourcesIn)) : [dependency];
  });
  return [...own, ...mentionedBy(resource)];
}

function mentionedBy({ template, logicalId }: Resource): readonly Resource[] {
  const found: Resource[] = [];
  const visit = (raw: unknown): void => {
    if (typeof raw !== 'object' || raw === null) { return; }
    found.push(...template.evaluate(raw).flatMap(resourcesIn));
    Object.values(raw).forEach(visit);
  };
  visit(template.source.template.Resources?.[logicalId]?.Properties);
  return found;
}

function outputsOf(template: Template): readonly unknown[] {
  return Object.values(template.source.template.Outputs ?? {}).map(output => output?.Value);
}

function resourcesIn(term: Term): readonly Resource[] {
  if (term.kind === 'list') { return term.items.flatMap(item => term.reader.evaluate(item).flatMap(resourcesIn)); }
  return term.kind === 'text' ? term.parts.flatMap(part => typeof part === 'object' && part.kind === 'attribute' ? [part.resource] : []) : [];
}

function importsOf(template: Template): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (raw: unknown): void => {
    if (typeof raw !== 'object' || raw === null) { return; }
    if ('Fn::ImportValue' in raw) {
      for (const term of template.evaluate(raw['Fn::ImportValue'])) { if (term.kind === 'literal') { names.add(String(term.value)); } }
    }
    if (Array.isArray(raw)) { raw.forEach(visit); return; }
    for (const key of Object.keys(raw)) { visit((raw as Record<string, unknown>)[key]); }
  };
  visit(template.source.template);
  return names;
}
