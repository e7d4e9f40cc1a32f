// @ts-check
// Les tests de navigateur du livre. `cargo xtask e2e` construit le livre, dit où
// il est par la variable BOOK, et lance ceux de tests/ ; `cargo xtask publish
// --verifier` donne en plus, par PUBLICATION, l'adresse publique du site, et lance
// ceux de publication/.
import { defineConfig } from '@playwright/test';
import { SHELL } from './tools/chromium.mjs';

export default defineConfig({
  testDir: process.env.PUBLICATION ? 'publication' : 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Sur deux cœurs, le troisième emploie le temps où un autre attend le réseau.
  workers: 3,
  // Une machine chargée est lente : ces temps n'arrêtent que ce qui est bloqué.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ['./tools/figures.mjs']],
  globalSetup: './tools/server.mjs',
  // Les notes Lighthouse à la fin, sur une machine qui ne fait rien d'autre.
  ...(process.env.ALL
    ? {
        projects: [
          { name: 'livre', testIgnore: '**/lighthouse.spec.mjs' },
          { name: 'vitesse', testMatch: '**/lighthouse.spec.mjs', dependencies: ['livre'] },
        ],
      }
    : {}),
  use: {
    locale: 'fr-FR',
    launchOptions: SHELL,
  },
});
