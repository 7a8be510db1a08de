import { TemplateResource, UpdatedTemplate } from './live-resource';
import { dependencyGraph } from '../dependency-graph';

/** Resources by logical id, each after the resources that it refers to. */
export function inOrder(template: UpdatedTemplate): readonly (readonly [string, TemplateResource])[] {
  return dependencyGraph(template).creationOrder().map(id => [id, template.Resources![id]]);
}
