// Starts the window: subscribes to the program's events and renders the app.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startEngineStore } from './engine/engine-store.ts';
import './styles/all.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(<App />);
await startEngineStore();
