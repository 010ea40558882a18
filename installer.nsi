; Makes an installer of the frozen program for one person, without an administrator's rights:
;   makensis -DVERSION=0.3.0 -DFROM=dist/aspire-desktop -DOUT=Aspire-Desktop-0.3.0.exe installer.nsi

Unicode true
Target amd64-unicode
!ifndef VERSION
  !error "say the version: -DVERSION=0.3.0"
!endif
!ifndef FROM
  !define FROM "dist/aspire-desktop"
!endif
!ifndef OUT
  !define OUT "Aspire-Desktop-${VERSION}.exe"
!endif
SetCompressor /SOLID lzma

!include "LogicLib.nsh"
!include "MUI2.nsh"

!define TITLE "Aspire Desktop"
!define PROGRAM "Aspire Desktop.exe"
!define COMMAND "aspire-desktop.exe"
!define ICON "resources\program\aspire.ico"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${TITLE}"

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "FileDescription" "${TITLE}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_LICENSE "LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Nothing is taken away while the program runs: Windows would keep the half of it that is in use.
!define IN_USE "Windows does not let $INSTDIR\$0 be replaced; most likely it is open. Nothing was changed.$\r$\n$\r$\nClose ${TITLE}, then choose Retry."
!macro ONLY_WHILE_CLOSED un
Function ${un}OnlyWhileClosed
  Exch $0
  Push $1
  ${DoWhile} ${FileExists} "$INSTDIR\$0"
    ClearErrors
    FileOpen $1 "$INSTDIR\$0" a
    ${IfNot} ${Errors}
      FileClose $1
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${IN_USE}" /SD IDCANCEL IDRETRY +2
    Abort "Nothing was changed."
  ${Loop}
  Pop $1
  Pop $0
FunctionEnd
!macroend
!insertmacro ONLY_WHILE_CLOSED ""
!insertmacro ONLY_WHILE_CLOSED "un."

Section "Install"
  Push "${PROGRAM}"
  Call OnlyWhileClosed
  Push "${COMMAND}"
  Call OnlyWhileClosed
  ; A library of an older version must not stay beside the new ones. Data never lie in this folder.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FROM}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Push "${PROGRAM}"
  Call un.OnlyWhileClosed
  Push "${COMMAND}"
  Call un.OnlyWhileClosed
  ; The program goes; databases, keys and settings lie elsewhere and stay.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${ENTRY}"
SectionEnd
