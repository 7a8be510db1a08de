import type { ResourceIndex } from './resource-index';
import type { DeclaringTemplate } from '../evaluation/resource';

/** The name of the stack that a template is, or of the stack around a nested one. The generated names of all their resources start with it. */
export function rootStackName(template: DeclaringTemplate, application: ResourceIndex): string | undefined {
  let root = template;
  for (let parent = application.parentOf(root); parent; parent = application.parentOf(root)) { root = parent.template; }
  return root.source.stackName;
}
