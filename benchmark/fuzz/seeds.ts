import type { RawTemplate, TemplateSource } from '../../src/validation/model/evaluation/source';
import { RULES } from '../../src/validation/rules/registry.generated';
import { placed } from '../../src/validation/rules/rule';
import { applyChange, SceneName, SCENES, sourceIn } from '../../src/validation/scenes/scenes';

/** All scenes, and all examples of rules. */
export function seeds(): readonly TemplateSource[] {
  const scenes = (Object.keys(SCENES) as SceneName[]).map(scene => sourceIn(scene, applyChange(scene)));
  const examples = RULES.flatMap(rule => [...Object.values(rule.bad), ...Object.values(rule.good)].map(example => {
    const { scene, change } = placed(rule, example);
    return sourceIn(scene, applyChange(scene, change));
  }));
  return [...scenes, ...examples];
}

/** The source with another template, which may be invalid. */
export function withTemplate(source: TemplateSource, template: unknown): TemplateSource {
  return { ...source, template: template as RawTemplate };
}
