// @ts-check
// Ce que fait un lecteur, dans Chromium.
import { start } from '../tools/readers/chromium.mjs';
import { trials } from '../tools/readers/trials.mjs';

// pages.spec.mjs y regarde tous les diagrammes, quiz.spec.mjs chaque sorte de question, de
// plus près.
trials('Chromium', start, { elsewhere: ['diagrammes', 'quiz'] });
