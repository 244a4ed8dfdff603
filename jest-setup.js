// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { deserialize, serialize } from 'node:v8';

// What every browser has and jsdom has not.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });
globalThis.structuredClone ??= (value) => deserialize(serialize(value));

// Emotion adds its styles here. jsdom would match each of them with each element, which takes a third of the time. No
// test is about them.
document.head.insertBefore = (node) => node;
