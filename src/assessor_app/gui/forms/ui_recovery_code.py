# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'recovery_code.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_RecoveryCode(object):
    def setupUi(self, RecoveryCode):
        if not RecoveryCode.objectName():
            RecoveryCode.setObjectName(u"RecoveryCode")
        RecoveryCode.resize(520, 330)
        self.outer = QVBoxLayout(RecoveryCode)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(RecoveryCode)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(RecoveryCode)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.passphrase_label = QLabel(RecoveryCode)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.passphrase_label)

        self.passphrase = QLineEdit(RecoveryCode)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.passphrase)

        self.code_label = QLabel(RecoveryCode)
        self.code_label.setObjectName(u"code_label")
        self.code_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.code_label)

        self.code = QLineEdit(RecoveryCode)
        self.code.setObjectName(u"code")
        self.code.setReadOnly(True)

        self.outer.addWidget(self.code)

        self.beside_code = QHBoxLayout()
        self.beside_code.setSpacing(8)
        self.beside_code.setObjectName(u"beside_code")
        self.copy = QPushButton(RecoveryCode)
        self.copy.setObjectName(u"copy")
        self.copy.setAutoDefault(False)
        self.copy.setProperty(u"look", u"link")

        self.beside_code.addWidget(self.copy)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.beside_code.addItem(self.push)


        self.outer.addLayout(self.beside_code)

        self.again_label = QLabel(RecoveryCode)
        self.again_label.setObjectName(u"again_label")
        self.again_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.again_label)

        self.again = QLineEdit(RecoveryCode)
        self.again.setObjectName(u"again")

        self.outer.addWidget(self.again)

        self.problem = QLabel(RecoveryCode)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.push1 = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push1)

        self.cancel = QPushButton(RecoveryCode)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.go_on = QPushButton(RecoveryCode)
        self.go_on.setObjectName(u"go_on")
        self.go_on.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.go_on)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.passphrase_label.setBuddy(self.passphrase)
        self.code_label.setBuddy(self.code)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.passphrase, self.code)
        QWidget.setTabOrder(self.code, self.copy)
        QWidget.setTabOrder(self.copy, self.again)
        QWidget.setTabOrder(self.again, self.go_on)
        QWidget.setTabOrder(self.go_on, self.cancel)

        self.retranslateUi(RecoveryCode)

        self.go_on.setDefault(True)


        QMetaObject.connectSlotsByName(RecoveryCode)
    # setupUi

    def retranslateUi(self, RecoveryCode):
        RecoveryCode.setWindowTitle(QCoreApplication.translate("RecoveryCode", u"Recovery code", None))
        self.title.setText(QCoreApplication.translate("RecoveryCode", u"A recovery code for your sheet of paper", None))
        self.explanation.setText(QCoreApplication.translate("RecoveryCode", u"It opens your work when you forget the passphrase, or when this laptop is set up anew. Nobody else can make another one for you. Keep it where you keep papers, not on this laptop.", None))
        self.passphrase_label.setText(QCoreApplication.translate("RecoveryCode", u"Your &passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"Your passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.code_label.setText(QCoreApplication.translate("RecoveryCode", u"Your recovery &code, shown this once", None))
#if QT_CONFIG(accessibility)
        self.code.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"Your recovery code", None))
#endif // QT_CONFIG(accessibility)
        self.copy.setText(QCoreApplication.translate("RecoveryCode", u"C&opy", None))
#if QT_CONFIG(accessibility)
        self.copy.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"Copy the recovery code", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.copy.setToolTip(QCoreApplication.translate("RecoveryCode", u"The clipboard forgets it after a minute", None))
#endif // QT_CONFIG(tooltip)
        self.again_label.setText(QCoreApplication.translate("RecoveryCode", u"Its &last four characters, from your sheet", None))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"The last four characters of the recovery code", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("RecoveryCode", u"Not now", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"Not now", None))
#endif // QT_CONFIG(accessibility)
        self.go_on.setText(QCoreApplication.translate("RecoveryCode", u"Make a code", None))
#if QT_CONFIG(accessibility)
        self.go_on.setAccessibleName(QCoreApplication.translate("RecoveryCode", u"Make a recovery code", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

