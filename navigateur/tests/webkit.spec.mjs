// @ts-check
// Ce que fait un lecteur, dans WebKit.
import { start } from '../tools/readers/webkit.mjs';
import { trials } from '../tools/readers/trials.mjs';

trials('WebKit', start, { missing: process.env.WEBKIT_DRIVER && process.env.XVFB ? '' : 'WebKitGTK, ou un écran virtuel, est absent' });
