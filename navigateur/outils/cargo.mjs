// @ts-check
// Le Playground de Rust, en local : compiler et lancer un programme avec le vrai
// cargo et les paquets du livre, aux versions de son Cargo.lock.
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const lancer = promisify(execFile);
const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const CIBLE = process.env.CARGO_TARGET_DIR ?? path.join(RACINE, 'target');
const PROJET = path.join(CIBLE, 'executer');
/** Le Playground arrête un programme après dix secondes ; c'est long pour ceux qui ne finissent pas. */
const LIMITE = 2_000;
/** Ce qu'il répond alors. */
export const EXPIRE = 'The operation timed out: deadline has elapsed';

const CARGO_TOML = `[package]
name = "executer"
version = "0.1.0"
edition = "2024"

[dependencies]
crossbeam-channel = "=0.5.17"
crossbeam-utils = "0.8"

[profile.dev]
debug = false
incremental = false

[workspace]
`;

/**
 * Ce que répond le Playground : la sortie standard si tout va bien ; sinon ce
 * que disent cargo, rustc et le programme, deux fois.
 *
 * @typedef {{result?: string, error: string | null}} Reponse
 */

/** @param {string} code */
const nom = (code) => `p_${crypto.createHash('sha256').update(code).digest('hex').slice(0, 16)}`;

/** @type {Map<string, {executable: string} | {erreurs: string}>} */
const compiles = new Map();

/**
 * Compile ces programmes, d'un seul `cargo build`.
 *
 * @param {Iterable<string>} programmes
 */
export async function compiler(programmes) {
  const nouveaux = [...new Set(programmes)].filter((code) => !compiles.has(code));
  if (nouveaux.length === 0) return;
  const sources = path.join(PROJET, 'src/bin');
  fs.mkdirSync(sources, { recursive: true });
  ecrire(path.join(PROJET, 'Cargo.toml'), CARGO_TOML);
  ecrire(path.join(PROJET, 'Cargo.lock'), fs.readFileSync(path.join(RACINE, 'Cargo.lock'), 'utf8'));
  for (const code of nouveaux) ecrire(path.join(sources, `${nom(code)}.rs`), code);
  const bins = nouveaux.flatMap((code) => ['--bin', nom(code)]);
  const messages = await cargo([
    'build',
    '--offline',
    '--keep-going',
    '--message-format=json',
    ...bins,
  ]);
  for (const code of nouveaux) {
    const miens = messages.filter((m) => m.target?.name === nom(code));
    const executable = miens.find((m) => m.reason === 'compiler-artifact')?.executable;
    const erreurs = miens
      .filter((m) => m.reason === 'compiler-message')
      .map((m) => m.message.rendered)
      .join('');
    if (!executable && !erreurs) throw new Error(`cargo ne dit rien de ce programme :\n${code}`);
    compiles.set(code, executable ? { executable } : { erreurs });
  }
}

/**
 * Un fichier inchangé garde sa date, cargo ne le recompile pas ; un fichier
 * changé l'est d'un coup : deux tests peuvent compiler ensemble.
 *
 * @param {string} fichier
 * @param {string} texte
 */
function ecrire(fichier, texte) {
  if (fs.existsSync(fichier) && fs.readFileSync(fichier, 'utf8') === texte) return;
  const provisoire = `${fichier}.${process.pid}`;
  fs.writeFileSync(provisoire, texte);
  fs.renameSync(provisoire, fichier);
}

/**
 * @param {string[]} mots
 * @returns {Promise<any[]>} les messages de cargo
 */
async function cargo(mots) {
  const options = {
    cwd: PROJET,
    env: { ...process.env, CARGO_TARGET_DIR: path.join(PROJET, 'target') },
    maxBuffer: 1 << 26,
  };
  // Un programme refusé par rustc fait échouer cargo : ses messages le disent.
  const { stdout, stderr } = await lancer('cargo', mots, options).catch((erreur) => erreur);
  const lignes = String(stdout).split('\n').filter(Boolean);
  if (lignes.length === 0) throw new Error(`cargo ${mots[0]} a échoué :\n${stderr}`);
  return lignes.map((ligne) => JSON.parse(ligne));
}

/**
 * Compile et lance ce programme, et répond comme le Playground.
 *
 * @param {string} code
 * @returns {Promise<Reponse>}
 */
export async function executer(code) {
  await compiler([code]);
  const compile = compiles.get(code);
  const debut = '   Compiling playground v0.0.1 (/playground)\n';
  if (!compile || 'erreurs' in compile) {
    return echec(`${debut}${compile?.erreurs}error: could not compile \`playground\`\n`);
  }
  try {
    const { stdout } = await lancer(compile.executable, { timeout: LIMITE });
    return { result: stdout, error: null };
  } catch (erreur) {
    const { stdout, stderr, killed } = /** @type {{stdout: string, stderr: string, killed: boolean}} */ (erreur);
    if (killed) return { error: EXPIRE };
    return echec(`${debut}     Running \`target/debug/playground\`\n${stderr}${stdout}`);
  }
}

/**
 * @param {string} texte
 * @returns {Reponse}
 */
const echec = (texte) => ({ result: texte, error: texte });
