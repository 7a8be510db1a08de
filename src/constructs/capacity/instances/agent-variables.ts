import { AgentValues, SettingValue } from './agent-settings';
import { AGENT_SETTINGS, AgentSettingName } from '../../../facts/agent-settings';

/** The settings as environment variables of the agent. */
export function agentVariables(values: AgentValues): readonly (readonly [string, string])[] {
  return Object.entries(values).map(([name, value]) => [AGENT_SETTINGS[name as AgentSettingName].variable, textOf(name === 'privileged' ? !value : value)]);
}

function textOf(value: SettingValue): string { return typeof value === 'object' ? JSON.stringify(value) : String(value); }
