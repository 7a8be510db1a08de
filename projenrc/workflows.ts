import { github, typescript } from 'projen';

/** The newest Node.js version for which npm prints no warning about a dependency (README, "Node version"). */
export const NODE_VERSION = '22';

const { ActionRefs, WorkflowSteps } = github;

const READ_ONLY = { contents: github.workflows.JobPermission.READ };

/** A checkout with the tools of `.ci/run`: Node.js, Python for the emulator and the Python apps, Java for the Java apps. The runner has Maven. */
const PREPARED: readonly github.workflows.JobStep[] = [
  WorkflowSteps.checkout(),
  { name: 'Node.js', uses: ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': NODE_VERSION } },
  { name: 'Python', uses: ActionRefs.ACTIONS_SETUP_PYTHON, with: { 'python-version': '3.12' } },
  { name: 'Java', uses: ActionRefs.ACTIONS_SETUP_JAVA, with: { 'distribution': 'temurin', 'java-version': '17' } },
];

const CHECKED: github.workflows.JobStep = { name: 'Everything a change must pass', run: 'bash .ci/run' };

/** The workflows that run `.ci/run`. Those of projen run `npx projen build`, which checks less. */
export function addWorkflows(project: typescript.TypeScriptProject): void {
  addBuild(project.github!);
  addRelease(project.github!);
  allowPullRequests(project);
}

function addBuild(repository: github.GitHub): void {
  const build = new github.GithubWorkflow(repository, 'build', { limitConcurrency: true, concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: '${{ github.event_name == \'pull_request\' }}' as never } });
  build.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  build.addJob('build', { runsOn: ['ubuntu-latest'], timeoutMinutes: 90, permissions: READ_ONLY, steps: [...PREPARED, CHECKED] });
}

/** Builds the packages of a release without publishing them, because nothing is released yet. It has no registry and no token. */
function addRelease(repository: github.GitHub): void {
  const release = new github.GithubWorkflow(repository, 'release');
  release.on({ workflowDispatch: {} });
  release.addJob('package', {
    name: 'Package, without publishing',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 120,
    permissions: READ_ONLY,
    steps: [
      ...PREPARED,
      { name: '.NET', uses: ActionRefs.ACTIONS_SETUP_DOTNET, with: { 'dotnet-version': '8.x' } },
      { name: 'Go', uses: ActionRefs.ACTIONS_SETUP_GO, with: { 'go-version': 'stable', 'cache': false } },
      CHECKED,
      { name: 'Packages of all languages', run: 'npx projen package-all' },
      { ...WorkflowSteps.uploadArtifact({ with: { name: 'dist', path: 'dist', ifNoFilesFound: 'error' } }), name: 'Keep dist; nothing is published' },
    ],
  });
}

/** The upgrade workflow of projen expects a personal access token. The token of the workflow is enough if its job may open pull requests. */
function allowPullRequests(project: typescript.TypeScriptProject): void {
  for (const { file } of project.upgradeWorkflow!.workflows) {
    file!.addOverride('jobs.pr.permissions', { 'contents': 'write', 'pull-requests': 'write' });
  }
}
