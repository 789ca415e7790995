// placeholder
import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';
export function addPageRoutes(_server: FastifyInstance, _service: Service): void {}
