/** Sets variables of the environment; undefined removes one. @returns what sets them back */
export function setEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  Object.entries(variables).forEach(([name, value]) => set(name, value));
  return () => before.forEach(([name, value]) => set(name, value));
}
