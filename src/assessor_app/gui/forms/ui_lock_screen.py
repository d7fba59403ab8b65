# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'lock_screen.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

class Ui_LockScreen(object):
    def setupUi(self, LockScreen):
        if not LockScreen.objectName():
            LockScreen.setObjectName(u"LockScreen")
        LockScreen.resize(440, 300)
        self.outer = QVBoxLayout(LockScreen)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(LockScreen)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(LockScreen)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.whose = QLabel(LockScreen)
        self.whose.setObjectName(u"whose")
        self.whose.setWordWrap(True)
        self.whose.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.whose)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.words_label = QLabel(LockScreen)
        self.words_label.setObjectName(u"words_label")
        self.words_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.words_label)

        self.words = QLineEdit(LockScreen)
        self.words.setObjectName(u"words")
        self.words.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.words)

        self.problem = QLabel(LockScreen)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.other = QPushButton(LockScreen)
        self.other.setObjectName(u"other")
        self.other.setAutoDefault(False)
        self.other.setProperty(u"look", u"link")

        self.buttons.addWidget(self.other)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.quit = QPushButton(LockScreen)
        self.quit.setObjectName(u"quit")
        self.quit.setAutoDefault(False)

        self.buttons.addWidget(self.quit)

        self.unlock = QPushButton(LockScreen)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.unlock)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.words_label.setBuddy(self.words)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.words, self.unlock)
        QWidget.setTabOrder(self.unlock, self.quit)
        QWidget.setTabOrder(self.quit, self.other)

        self.retranslateUi(LockScreen)

        self.unlock.setDefault(True)


        QMetaObject.connectSlotsByName(LockScreen)
    # setupUi

    def retranslateUi(self, LockScreen):
        self.title.setText(QCoreApplication.translate("LockScreen", u"Locked", None))
        self.explanation.setText(QCoreApplication.translate("LockScreen", u"What you wrote is saved. What waits to be sent goes on being sent while the program is locked.", None))
        self.whose.setText("")
        self.words_label.setText(QCoreApplication.translate("LockScreen", u"&Passphrase or PIN", None))
#if QT_CONFIG(accessibility)
        self.words.setAccessibleName(QCoreApplication.translate("LockScreen", u"Passphrase, PIN or recovery code", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.other.setText(QCoreApplication.translate("LockScreen", u"&Another assessor\u2026", None))
#if QT_CONFIG(accessibility)
        self.other.setAccessibleName(QCoreApplication.translate("LockScreen", u"Another assessor: close this profile and open another one", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.other.setToolTip(QCoreApplication.translate("LockScreen", u"Closes this profile and starts anew, for somebody else", None))
#endif // QT_CONFIG(tooltip)
        self.quit.setText(QCoreApplication.translate("LockScreen", u"Quit", None))
#if QT_CONFIG(accessibility)
        self.quit.setAccessibleName(QCoreApplication.translate("LockScreen", u"Quit", None))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(QCoreApplication.translate("LockScreen", u"Unlock", None))
#if QT_CONFIG(accessibility)
        self.unlock.setAccessibleName(QCoreApplication.translate("LockScreen", u"Unlock", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

