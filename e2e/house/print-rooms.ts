import { readProject } from './project'
import { roomOf, roomTangles } from './rooms'

// Prints how many rooms are strongly connected with others, and which: `npm run rooms`.
const files = readProject()
const rooms = new Set(files.map(({ path }) => roomOf(path)).filter((room) => room !== undefined))
const tangles = roomTangles(files)
const tangled = tangles.flat().length
process.stdout.write(`${rooms.size} rooms of lib and components, ${tangled} of them strongly connected\n`)
for (const tangle of tangles) process.stdout.write(`${tangle.length}: ${tangle.join(' ')}\n`)
process.exitCode = tangled === 0 ? 0 : 1
