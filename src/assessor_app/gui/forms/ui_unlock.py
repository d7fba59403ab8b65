# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'unlock.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_Unlock(object):
    def setupUi(self, Unlock):
        if not Unlock.objectName():
            Unlock.setObjectName(u"Unlock")
        Unlock.resize(440, 250)
        self.outer = QVBoxLayout(Unlock)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(Unlock)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(Unlock)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.profile_label = QLabel(Unlock)
        self.profile_label.setObjectName(u"profile_label")
        self.profile_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.profile_label)

        self.profile = QComboBox(Unlock)
        self.profile.setObjectName(u"profile")

        self.outer.addWidget(self.profile)

        self.passphrase_label = QLabel(Unlock)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.passphrase_label)

        self.passphrase = QLineEdit(Unlock)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.passphrase)

        self.problem = QLabel(Unlock)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.new_profile = QPushButton(Unlock)
        self.new_profile.setObjectName(u"new_profile")
        self.new_profile.setAutoDefault(False)
        self.new_profile.setProperty(u"look", u"link")

        self.buttons.addWidget(self.new_profile)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(Unlock)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.unlock = QPushButton(Unlock)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.unlock)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.profile_label.setBuddy(self.profile)
        self.passphrase_label.setBuddy(self.passphrase)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.profile, self.passphrase)
        QWidget.setTabOrder(self.passphrase, self.unlock)
        QWidget.setTabOrder(self.unlock, self.cancel)
        QWidget.setTabOrder(self.cancel, self.new_profile)

        self.retranslateUi(Unlock)

        self.unlock.setDefault(True)


        QMetaObject.connectSlotsByName(Unlock)
    # setupUi

    def retranslateUi(self, Unlock):
        Unlock.setWindowTitle(QCoreApplication.translate("Unlock", u"Unlock your work", None))
        self.title.setText(QCoreApplication.translate("Unlock", u"Unlock your work", None))
        self.explanation.setText(QCoreApplication.translate("Unlock", u"Your marks, scores and feedback are sealed on this laptop.", None))
        self.profile_label.setText(QCoreApplication.translate("Unlock", u"P&rofile", None))
#if QT_CONFIG(accessibility)
        self.profile.setAccessibleName(QCoreApplication.translate("Unlock", u"Profile", None))
#endif // QT_CONFIG(accessibility)
        self.passphrase_label.setText(QCoreApplication.translate("Unlock", u"&Passphrase, PIN or recovery code", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("Unlock", u"Passphrase, PIN or recovery code of this profile", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.new_profile.setText(QCoreApplication.translate("Unlock", u"&New profile\u2026", None))
#if QT_CONFIG(accessibility)
        self.new_profile.setAccessibleName(QCoreApplication.translate("Unlock", u"New profile, for somebody who has none on this laptop", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.new_profile.setToolTip(QCoreApplication.translate("Unlock", u"For somebody who has no profile on this laptop yet", None))
#endif // QT_CONFIG(tooltip)
        self.cancel.setText(QCoreApplication.translate("Unlock", u"Quit", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("Unlock", u"Quit", None))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(QCoreApplication.translate("Unlock", u"Unlock", None))
#if QT_CONFIG(accessibility)
        self.unlock.setAccessibleName(QCoreApplication.translate("Unlock", u"Unlock", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

