import { cronProblem, GROUP_CRON } from '../../../../facts/cron';
import { GROUP_SCHEDULE_FORMATS } from '../../../../facts/group-scaling';
import { FURTHER_GROUP_ZONES, timeZoneProblem } from '../../../../facts/time-zones';
import type { Node } from '../../../model/evaluation/node';
import { repetitionsOf } from '../../../model/index/repetitions';
import { wrongValues } from '../../../model/queries/value-format';
import { sizeProblems } from '../../capacity/groups/sizes';
import type { Violation } from '../../rule';

/** Settings of the scheduled actions of an Auto Scaling group that EC2 Auto Scaling refuses. */
export function* groupScheduleProblems(actions: readonly Node[]): Iterable<Violation> {
  for (const action of actions) {
    yield* wrongValues(action, GROUP_SCHEDULE_FORMATS, () => 'the scheduled action');
    yield* sizeProblems(action);
    yield* [...changeProblems(action), ...periodProblems(action), ...recurrenceProblems(action)];
  }
  for (const { again, first } of repetitionsOf(actions, action => action.text('StartTime').known, ({ resource }) => resource)) {
    yield { location: again.at('StartTime'), message: `the scheduled action starts at ${again.text('StartTime')}, as ${first.resource.logicalId} does; use another time` };
  }
}

function* changeProblems(action: Node): Iterable<Violation> {
  if (['MinSize', 'MaxSize', 'DesiredCapacity'].every(key => action.get(key).isAbsent)) {
    yield { location: action.at('DesiredCapacity'), message: 'the scheduled action changes nothing; set MinSize, MaxSize or DesiredCapacity' };
  }
}

function* periodProblems(action: Node): Iterable<Violation> {
  if (action.get('EndTime').isGiven && action.get('StartTime').isAbsent && action.get('Recurrence').isAbsent) { yield { location: action.at('EndTime'), message: 'EndTime needs StartTime or Recurrence' }; }
  const [start, end] = [action.text('StartTime').map(Date.parse), action.text('EndTime').map(Date.parse)];
  if (start.satisfies(from => end.satisfies(to => to < from))) {
    yield { location: action.at('EndTime'), message: `EndTime ${action.text('EndTime')} is before StartTime ${action.text('StartTime')}` };
  }
}

function* recurrenceProblems(action: Node): Iterable<Violation> {
  const [recurrence, zone] = [action.text('Recurrence'), action.text('TimeZone')];
  const problem = recurrence.map(text => cronProblem(text, GROUP_CRON)).known;
  if (problem) { yield { location: action.at('Recurrence'), message: `Recurrence "${recurrence}" ${problem}` }; }
  const wrong = zone.map(name => timeZoneProblem(name, FURTHER_GROUP_ZONES)).known;
  if (wrong) { yield { location: action.at('TimeZone'), message: `TimeZone "${zone}" ${wrong.problem}`, ...wrong.isCertain ? {} : { severity: 'warning' } }; }
}
