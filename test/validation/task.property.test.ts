import * as fc from 'fast-check';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';
import { fogAll, fogEachLeaf } from '../support/fog';
import { anyLauncher, anyService, anyTask } from '../support/task-arbitrary';

const STRANGERS = {
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'web' } },
  Other: {
    Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'other', ContainerDefinitions: [{ Name: 'web', Image: 'nginx', Memory: 64, PortMappings: [{ ContainerPort: 80 }] }] },
  },
};

const anyApp = fc.record({ task: anyTask, launcher: fc.oneof(anyService.map(service => ({ Type: 'AWS::ECS::Service', Properties: service })), anyLauncher()) })
  .map(({ task, launcher }) => ({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task }, Launcher: launcher }));

test('no rule fails on a task definition with known parts', () => {
  fc.assert(fc.property(anyApp, app => {
    expect(find(app).filter(finding => finding.startsWith('rule-fault'))).toEqual([]);
  }), { numRuns: 100 });
});

test('a value that becomes unknown adds no finding', () => {
  fc.assert(fc.property(anyApp, app => {
    const known = new Set(find(app));
    for (const fogged of fogEachLeaf(app)) {
      expect(find(fogged).filter(finding => !known.has(finding))).toEqual([]);
    }
  }), { numRuns: 10 });
});

test('nothing is reported if nothing is known', () => {
  fc.assert(fc.property(anyApp, app => {
    const known = new Set(find(app));
    expect(find(fogAll(app)).filter(finding => !known.has(finding))).toEqual([]);
  }), { numRuns: 100 });
});

test('an unrelated resource changes no finding', () => {
  fc.assert(fc.property(anyApp, app => {
    expect(find({ ...app, ...STRANGERS }).filter(finding => !finding.includes(' Other'))).toEqual(find(app));
  }), { numRuns: 100 });
});

/** The rule and location. The message may become vaguer if a value is unknown. */
function find(resources: unknown): string[] {
  return validate([{ name: 'template', template: { Resources: resources } as RawTemplate }]).map(({ rule, logicalId }) => `${rule.id} ${logicalId}`);
}
