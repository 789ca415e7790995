// The system's word for a call of the disk that failed, and what it means.
import { systemErrorCode } from '../../../shared/system-error-code.ts';

/** ENOENT, EACCES, EIO …; `UNKNOWN` when there is none. */
export const diskErrorCode = (error: unknown): string => systemErrorCode(error) || 'UNKNOWN';

/** Nothing lies at the path. Every other failure leaves that open. */
export const isNotThere = (code: string): boolean => code === 'ENOENT' || code === 'ENOTDIR';
