import { deployFile } from './deploy-file.js';

/** One instruction of a Dockerfile, continued lines joined. */
export interface Instruction {
  readonly keyword: string;
  readonly rest: string;
}

/** A stage: its FROM and what follows it. */
export interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The stages of deploy/docker/Dockerfile, in order; the last one is the image. */
export function dockerfileStages(text = deployFile('docker/Dockerfile')): Stage[] {
  return text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split(/^(?=FROM )/m)
    .filter((part) => part.startsWith('FROM '))
    .map(stage);
}

function stage(text: string): Stage {
  const [from, ...instructions] = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [keyword = '', ...words] = line.trim().split(/\s+/);
      return { keyword, rest: words.join(' ') };
    });
  const [image = '', , name] = from?.rest.split(' ') ?? [];
  return { image, name, instructions };
}
