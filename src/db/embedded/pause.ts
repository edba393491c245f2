import { setTimeout as sleep } from 'node:timers/promises';
import { checkInterrupted } from './failure.ts';

/** Waits `ms`. @throws InterruptedError as soon as `signal` is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? undefined : { signal });
  } catch (error) {
    checkInterrupted(signal);
    throw error;
  }
}
