// @ts-check
// Ce que fait un lecteur, dans Chromium.
import { start } from '../tools/readers/chromium.mjs';
import { trials } from '../tools/readers/trials.mjs';

// diagrams.spec.mjs y regarde tous les diagrammes, de plus près.
trials('Chromium', start, { elsewhere: ['diagrammes'] });
