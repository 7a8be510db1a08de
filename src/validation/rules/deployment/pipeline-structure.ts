import { FIRST_CATEGORY, PIPELINE_FORMATS } from '../../../facts/pipeline-actions';
import { Pipeline } from '../../model/entities/pipeline';
import type { Node } from '../../model/evaluation/node';
import { grouped } from '../../model/index/grouped';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

const changed = (Stages: unknown) => ({ Pipeline: { Stages } });
const APPROVAL = { Name: 'Approve', ActionTypeId: { Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' } };

const bucket = (name: string, output: string) => ({ Name: name, ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' }, OutputArtifacts: [{ Name: output }] });
const BUILD = { Name: 'Build', ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' }, OutputArtifacts: [{ Name: 'late' }] };
const REPOSITORY = { Name: 'Image', ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'ECR', Version: '1' }, Configuration: { RepositoryName: 'web' }, OutputArtifacts: [{ Name: 'image' }] };

export default defineRule({
  title: 'A pipeline that deploys a service begins with source actions, and has valid names and artifacts',
  severity: 'error',
  outcome: 'refused',
  why: 'CodePipeline refuses a pipeline with a wrong structure, for example: "Pipeline should start with a stage that only contains source actions". Each input artifact must be the output of an earlier action.',
  fix: 'Use `codepipeline.Pipeline` with a first stage of source actions, and pass the Artifact of an earlier action as input. In CloudFormation: Stages, with Name, ActionTypeId, RunOrder and InputArtifacts of its Actions.',
  docs: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html',

  subject: 'application',
  *check(application) {
    for (const { node, resource } of Pipeline.allOf(application)) {
      yield* wrongValues(node, PIPELINE_FORMATS, () => resource.logicalId);
      yield* [...wrongStages(node), ...wrongActions(node), ...unknownArtifacts(node)];
    }
  },

  scene: 'a Fargate service that a pipeline deploys',
  bad: {
    'a stage name with a space': changed({ 1: { Name: 'to production' } }),
    'an action name with a space': changed({ 1: { Actions: { 0: { Name: 'deploy web' } } } }),
    'run order 0': changed({ 1: { Actions: { 0: { RunOrder: 0 } } } }),
    'two stages with one name': changed({ 1: { Name: 'Source' } }),
    'an approval in the first stage': changed({ 0: { Actions: { 1: APPROVAL } } }),
    'a source action in the second stage': changed({ 1: { Actions: { 1: bucket('More', 'more') } } }),
    'an input that no action creates': changed({ 1: { Actions: { 0: { InputArtifacts: [{ Name: 'image' }] } } } }),
    'one stage': changed([{ Name: 'Source', Actions: [REPOSITORY] }]),
    'two actions of a stage with one name': changed({ 1: { Actions: { 1: { ...APPROVAL, Name: 'Deploy' } } } }),
    'two actions with one output': changed({ 0: { Actions: { 1: bucket('More', 'images') } } }),
    'an input of a later stage': changed({ 1: { Actions: { 0: { InputArtifacts: [{ Name: 'late' }] } } }, 2: { Name: 'Later', Actions: [BUILD] } }),
    'an input that the action itself creates': changed({ 1: { Actions: { 0: { InputArtifacts: [{ Name: 'built' }], OutputArtifacts: [{ Name: 'built' }] } } } }),
  },
  good: {
    'an approval in the second stage': changed({ 1: { Actions: { 1: APPROVAL } } }),
    'an input of an action in the same stage': changed({ 1: { Actions: { 0: { InputArtifacts: [{ Name: 'late' }], RunOrder: 2 }, 1: BUILD } } }),
    'two stages with an action of one name': changed({ 1: { Actions: { 0: { Name: 'Images' } } } }),
    'run order 999': changed({ 1: { Actions: { 0: { RunOrder: 999 } } } }),
    'stages from a parameter': changed({ 'Fn::If': ['Full', { Ref: 'AParameter' }, { Ref: 'AWS::NoValue' }] }),
    'an input from a parameter': changed({ 1: { Actions: { 0: { InputArtifacts: [{ Name: { Ref: 'AParameter' } }] } } } }),
    'an output from a parameter': changed({ 0: { Actions: { 0: { OutputArtifacts: [{ Name: { Ref: 'AParameter' } }] } } } }),
    'outputs from a parameter': changed({ 0: { Actions: { 0: { OutputArtifacts: { Ref: 'AParameter' } } } } }),
    'actions of the first stage from a parameter': changed({ 0: { Actions: { Ref: 'AParameter' } } }),
    'a stage under a condition': changed({ 1: { Name: { 'Fn::If': ['Renamed', 'Source', 'Deploy'] } } }),
    'a pipeline that deploys no service': changed({ 1: { Name: 'Source', Actions: { 0: { ActionTypeId: { Provider: 'CloudFormation' } } } } }),
  },
});

function* wrongStages(node: Node): Iterable<Violation> {
  if (node.list('Stages').length < 2) { yield { location: node.at('Stages'), message: 'the pipeline has one stage; it must have two at least' }; }
  const names = new Set<string>();
  for (const [index, stage] of [...node.list('Stages')].entries()) {
    const name = stage.text('Name');
    if (name.satisfies(text => names.has(text))) { yield { location: stage.at('Name'), message: `two stages have the name "${name}"` }; }
    names.add(name.known ?? '');
    for (const action of stage.list('Actions').sure) {
      const category = action.get('ActionTypeId').text('Category');
      const isWrong = index === 0 ? category.differs(FIRST_CATEGORY) : category.is(FIRST_CATEGORY);
      if (!isWrong) { continue; }
      const problem = index === 0 ? 'is in the first stage, which has source actions only' : 'is not in the first stage, which has all source actions';
      yield { location: action.get('ActionTypeId').at('Category'), message: `action ${action.text('Name')} of category ${category} ${problem}` };
    }
  }
}

/** Names of actions are unique in a stage, and names of output artifacts in the pipeline. */
function* wrongActions(node: Node): Iterable<Violation> {
  const artifacts = new Set<string>();
  for (const stage of node.list('Stages').sure) {
    const names = new Set<string>();
    for (const action of stage.list('Actions').sure) {
      const name = action.text('Name');
      if (name.satisfies(text => names.has(text))) { yield { location: action.at('Name'), message: `two actions of stage ${stage.text('Name')} have the name "${name}"` }; }
      names.add(name.known ?? '');
      for (const output of action.list('OutputArtifacts').sure) {
        const artifact = output.text('Name');
        if (artifact.satisfies(text => artifacts.has(text))) { yield { location: output.at('Name'), message: `two actions have the output artifact "${artifact}"` }; }
        artifacts.add(artifact.known ?? '');
      }
    }
  }
}

/** Inputs that certainly no action before has as output. Actions of one stage run in the order of RunOrder. */
function* unknownArtifacts(node: Node): Iterable<Violation> {
  const stages = [...node.list('Stages')];
  const actions = stages.flatMap((stage, place) => [...stage.list('Actions')].map(action => ({ action, place })));
  const made = actions.flatMap(({ action, place }) => action.list('OutputArtifacts').map(output => ({ by: action, place, name: output.text('Name') })));
  const areAll = stages.every(stage => stage.list('Actions').isKnown) && actions.every(({ action }) => action.list('OutputArtifacts').isKnown);
  if (!areAll || !made.every(({ name }) => name.isKnown)) { return; }
  const byName = grouped(made, ({ name }) => name.possible);
  for (const { action, place } of actions) {
    for (const input of action.list('InputArtifacts').sure) {
      const name = input.text('Name');
      if (name.satisfies(text => (byName.get(text) ?? []).every(output => output.by === action || output.place > place))) {
        yield { location: input.at('Name'), message: `input artifact "${name}" of action ${action.text('Name')} is no output artifact of an action before it` };
      }
    }
  }
}
