// @ts-check
// Ce que fait un lecteur, dans Chromium.
import { start } from '../tools/readers/chromium.mjs';
import { trials } from '../tools/readers/trials.mjs';

trials('Chromium', start);
