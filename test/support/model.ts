import { Application } from '../../src/validation/model/application';
import type { Node } from '../../src/validation/model/evaluation/node';
import type { Resource } from '../../src/validation/model/evaluation/resource';
import type { RawResource, RawTemplate, TemplateSource } from '../../src/validation/model/evaluation/source';

/** An application of one template with these resources. */
export function appOf(resources: Readonly<Record<string, RawResource>>, rest: Omit<RawTemplate, 'Resources'> = {}): Application {
  return new Application([sourceOf('template', resources, rest)]);
}

export function sourceOf(name: string, resources: Readonly<Record<string, RawResource>>, rest: Omit<RawTemplate, 'Resources'> = {}): TemplateSource {
  return { name, stackName: name, template: { ...rest, Resources: resources } };
}

/** The location of a value in a template. */
export function placeOf(value: unknown, rest: Omit<RawTemplate, 'Resources'> = {}, resources: Readonly<Record<string, RawResource>> = {}): Node {
  return valueIn(appOf({ ...resources, Subject: { Type: 'Test::Subject', Properties: { Value: value } } }, rest));
}

/** The value of the resource `Subject` of an application. */
export function valueIn(application: Application): Node {
  return application.ofType('Test::Subject')[0].properties.get('Value');
}

/** The only resource with a logical id. */
export function resourceIn(application: Application, logicalId: string): Resource {
  const [found] = application.templates.flatMap(({ resources }) => resources.get(logicalId) ?? []);
  return found;
}
