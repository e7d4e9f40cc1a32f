// @ts-check
// Le Playground de Rust, en local : compiler et lancer un programme avec le vrai
// cargo et les paquets du livre, aux versions de son Cargo.lock.
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const launch = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target');
const PROJECT = path.join(TARGET, 'executer');
/** Le Playground arrête un programme après dix secondes ; c'est long pour ceux qui ne finissent pas. */
const LIMIT = 2_000;
/** Ce qu'il répond alors. */
export const TIMED_OUT = 'The operation timed out: deadline has elapsed';

const CARGO_TOML = `[package]
name = "executer"
version = "0.1.0"
edition = "2024"

[dependencies]
crossbeam-channel = "=0.5.17"
crossbeam-utils = "0.8"
rayon = "1"
tokio = { version = "1", features = ["rt"] }

[profile.dev]
debug = false
incremental = false

[workspace]
`;

/**
 * Ce que répond le Playground : la sortie standard si tout va bien ; sinon ce
 * que disent cargo, rustc et le programme, deux fois.
 *
 * @typedef {{result?: string, error: string | null}} Answer
 */

/** @param {string} code */
const name = (code) => `p_${crypto.createHash('sha256').update(code).digest('hex').slice(0, 16)}`;

/** @type {Map<string, {executable: string} | {errors: string}>} */
const compiled = new Map();

/**
 * Compile ces programmes, d'un seul `cargo build`.
 *
 * @param {Iterable<string>} programs
 */
export async function compileRust(programs) {
  const fresh = [...new Set(programs)].filter((code) => !compiled.has(code));
  if (fresh.length === 0) return;
  const sources = path.join(PROJECT, 'src/bin');
  fs.mkdirSync(sources, { recursive: true });
  format(path.join(PROJECT, 'Cargo.toml'), CARGO_TOML);
  format(path.join(PROJECT, 'Cargo.lock'), fs.readFileSync(path.join(ROOT, 'Cargo.lock'), 'utf8'));
  for (const code of fresh) format(path.join(sources, `${name(code)}.rs`), code);
  const bins = fresh.flatMap((code) => ['--bin', name(code)]);
  const messages = await cargo([
    'build',
    '--offline',
    '--keep-going',
    '--message-format=json',
    ...bins,
  ]);
  for (const code of fresh) {
    const mine = messages.filter((m) => m.target?.name === name(code));
    const executable = mine.find((m) => m.reason === 'compiler-artifact')?.executable;
    const errors = mine
      .filter((m) => m.reason === 'compiler-message')
      .map((m) => m.message.rendered)
      .join('');
    if (!executable && !errors) throw new Error(`cargo ne dit rien de ce programme :\n${code}`);
    compiled.set(code, executable ? { executable } : { errors });
  }
}

/**
 * Un fichier inchangé garde sa date, cargo ne le recompile pas ; un fichier
 * changé l'est d'un coup : deux tests peuvent compiler ensemble.
 *
 * @param {string} file
 * @param {string} text
 */
function format(file, text) {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

/**
 * @param {string[]} words
 * @returns {Promise<any[]>} les messages de cargo
 */
async function cargo(words) {
  const options = {
    cwd: PROJECT,
    env: { ...process.env, CARGO_TARGET_DIR: path.join(PROJECT, 'target') },
    maxBuffer: 1 << 26,
  };
  // Un programme refusé par rustc fait échouer cargo : ses messages le disent.
  const { stdout, stderr } = await launch('cargo', words, options).catch((error) => error);
  const lines = String(stdout).split('\n').filter(Boolean);
  if (lines.length === 0) throw new Error(`cargo ${words[0]} a échoué :\n${stderr}`);
  return lines.map((line) => JSON.parse(line));
}

/**
 * Compile et lance ce programme, et répond comme le Playground.
 *
 * @param {string} code
 * @returns {Promise<Answer>}
 */
export async function runProgram(code) {
  await compileRust([code]);
  const compile = compiled.get(code);
  const start = '   Compiling playground v0.0.1 (/playground)\n';
  if (!compile || 'errors' in compile) {
    return failure(`${start}${compile?.errors}error: could not compile \`playground\`\n`);
  }
  try {
    const { stdout } = await launch(compile.executable, { timeout: LIMIT });
    return { result: stdout, error: null };
  } catch (error) {
    const { stdout, stderr, killed } = /** @type {{stdout: string, stderr: string, killed: boolean}} */ (error);
    if (killed) return { error: TIMED_OUT };
    return failure(`${start}     Running \`target/debug/playground\`\n${stderr}${stdout}`);
  }
}

/**
 * @param {string} text
 * @returns {Answer}
 */
const failure = (text) => ({ result: text, error: text });
