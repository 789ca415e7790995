// Shows a toast: a short message after something was done or went wrong. `components/toasts.tsx` draws it.
import { useCallback } from 'react';
import { Toast } from '@base-ui/react/toast';

export interface ToastMessage {
  text: string;
  /** true: something went wrong; stays longer. */
  need?: boolean;
  action?: { label: string; run: () => void };
}

export function useToast(): (message: ToastMessage) => void {
  const { add, close } = Toast.useToastManager();
  return useCallback(
    ({ text, need = false, action }) => {
      const id = add({
        description: text,
        type: need ? 'need' : 'done',
        timeout: need ? 12_000 : 6000,
        ...(action === undefined
          ? {}
          : {
              actionProps: {
                children: action.label,
                onClick: () => {
                  close(id);
                  action.run();
                },
              },
            }),
      });
    },
    [add, close],
  );
}
