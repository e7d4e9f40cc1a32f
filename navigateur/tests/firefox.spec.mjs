// @ts-check
// Ce que fait un lecteur, dans Firefox.
import { start } from '../tools/readers/firefox.mjs';
import { trials } from '../tools/readers/trials.mjs';

trials('Firefox', start, { missing: process.env.FIREFOX ? '' : 'Firefox est absent' });
