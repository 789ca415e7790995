// users.* and auth.*: who is calling, how many calls are left, keeping a long session alive.
import { extended } from '../../account.ts';
import { userIdFor } from '../../applications.ts';
import type { MethodTable } from '../call.ts';
import { list, optional, required } from '../parameters.ts';
import { ServiceRefusal } from '../refusal.ts';

/** What is told as left when no quota is switched on. */
const PLENTY = 1_000_000;

const written = (form: 'true' | 'object'): unknown => (form === 'true' ? true : { success: true });

export const userMethods: MethodTable = {
  'users.getLoggedInUser': { need: null, run: ({ service, session }) => userIdFor(session, service) },

  'users.getCurrentUser': {
    need: null,
    run: ({ service, service: { person, address }, session }) => ({
      uid: userIdFor(session, service),
      first_name: person.firstName,
      last_name: person.lastName,
      name: `${person.firstName} ${person.lastName}`,
      locale: 'ru',
      pic_1: `${address}avatar.svg`,
      pic_2: `${address}avatar.svg`,
      pic_3: `${address}avatar.svg`,
    }),
  },

  'users.getCallsLeft': {
    need: null,
    run: ({ service, parameters }) => {
      const methods = required(parameters, 'methods');
      if (methods instanceof ServiceRefusal) return methods;
      return list(methods).map((name) => {
        const left = service.callQuota.left(name, service.switches, service.now()) ?? PLENTY;
        return { name, callsLeft: left, available: left > 0 };
      });
    },
  },

  'users.hasAppPermission': {
    need: null,
    run: ({ parameters, session }) => {
      const right = required(parameters, 'ext_perm');
      return right instanceof ServiceRefusal ? right : session.rights.includes(right);
    },
  },

  // Without a list all rights are taken back; the person's other tokens lose them, too.
  'users.removeAppPermissions': {
    need: null,
    run: ({ service, parameters }) => {
      const gone = list(optional(parameters, 'permissions'));
      for (const session of service.memory.records.sessions.values()) {
        const rights = gone.length === 0 ? [] : session.rights.filter((right) => !gone.includes(right));
        service.memory.record({
          kind: 'session',
          session: { ...session, rights, deadCode: rights.length === 0 ? 103 : session.deadCode },
        });
      }
      return written(service.switches.writeAnswer);
    },
  },

  'auth.touchSession': {
    need: null,
    run: ({ service, session }) => {
      const longer = extended(session, service.now(), service.switches, true);
      if (longer === null) return new ServiceRefusal(10, undefined, 'LONG_ACCESS_TOKEN');
      service.memory.record({ kind: 'session', session: longer });
      return written(service.switches.writeAnswer);
    },
  },
};
