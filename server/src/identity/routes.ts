import { choosePost, refreshSession, requestCode, signIn, signOut, whoAmI } from '@yijian/shared/identity/contract'
import { route } from '../http/serve.ts'
import { handleChoosePost } from './choose-post.ts'
import { handleRefreshSession } from './refresh-session.ts'
import { handleRequestCode } from './request-code.ts'
import { handleSignIn } from './sign-in.ts'
import { handleSignOut } from './sign-out.ts'
import { handleWhoAmI } from './who-am-i.ts'

export const identityRoutes = [
  route(requestCode, handleRequestCode),
  route(signIn, handleSignIn),
  route(refreshSession, handleRefreshSession),
  route(choosePost, handleChoosePost),
  route(signOut, handleSignOut),
  route(whoAmI, handleWhoAmI),
]
