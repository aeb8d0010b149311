import { invalidParameterValue, type ServiceError } from '@/lib/sandbox/service-error'

export const PRINCIPAL_ARN =
  /^arn:aws[a-zA-Z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/
export const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/

export function invalidPrincipal(): ServiceError {
  return invalidParameterValue(
    'The provided principal was invalid. Please check the principal and try again.',
  )
}
