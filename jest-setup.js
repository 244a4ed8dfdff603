// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { deserialize, serialize } from 'node:v8';
import { initPluginTranslations } from '@grafana/i18n';
import { id } from './src/plugin.json';

// As Grafana has done before it loads a plugin. i18next would advertise in each test file.
globalThis.__i18next_supportNoticeShown = true;
void initPluginTranslations(id);

// What every browser has and jsdom has not.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });
globalThis.structuredClone ??= (value) => deserialize(serialize(value));

// Emotion adds its styles here. jsdom would match each of them with each element, which takes a third of the time. No
// test is about them.
document.head.insertBefore = (node) => node;
