import { useEffect, useState } from 'react'

/**
 * A value that has rested for some milliseconds: opening an exhibit is recorded, so passing over one does not open it,
 * and nobody looks for the half of a word.
 */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
