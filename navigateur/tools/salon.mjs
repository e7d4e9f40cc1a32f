// @ts-check
// Les serveurs de salon, et le mandataire qui abîme leur réseau, comme des
// processus. Ce qu'un test lance finit avec lui.
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HARNESS = ['run', '--quiet', '--locked', '-p', 'banc-web', '--'];

/** Les serveurs, dans l'ordre où le banc les nomme. */
export const SALONS = ['fils', 'axum', 'go'];

/**
 * Le chemin de chaque serveur, une fois construit, et celui du banc.
 *
 * @returns {Map<string, string>}
 */
export function buildSalons() {
  const options = { cwd: ROOT, encoding: /** @type {const} */ ('utf8') };
  const lines = execFileSync('cargo', [...HARNESS, 'construire', ...SALONS], options).trim().split('\n');
  /** @type {[string, string][]} */
  const paths = lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  const target = path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
  return new Map([...paths, ['banc', path.join(target, 'debug', 'banc-web')]]);
}

/**
 * Lance `program`, et attend sa ligne « prêt » : son adresse, ce qui lui dit une
 * ligne et attend sa réponse, ce qui l'arrête.
 *
 * @param {string | undefined} program
 * @param {string[]} args
 */
export async function start(program, args) {
  if (!program) throw new Error("ce programme n'a pas été construit");
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value ?? '');
  const ready = await next();
  const address = /^prêt (\S+)$/.exec(ready)?.[1];
  if (!address) {
    child.kill('SIGKILL');
    throw new Error(`${program} ne dit pas « prêt » : « ${ready} »`);
  }
  return {
    address,
    /** @param {string} line */
    async tell(line) {
      child.stdin.write(`${line}\n`);
      let answer = await next();
      while (answer !== `fait ${line}`) {
        if (answer === '') throw new Error(`« ${line} » reste sans réponse`);
        answer = await next();
      }
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
